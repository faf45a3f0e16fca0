import assert from "node:assert/strict";
import fc from "fast-check";
import {
  alignedPage,
  READ_AT_ONCE,
} from "../../../lib/realtime/resume/aligned_page.ts";

const LARGEST = READ_AT_ONCE - 1;

/** Where the pages of a reader begin who comes at `position`. */
function pagesFrom(position: number, log: { id: number }[]): number[] {
  const begins: number[] = [];
  for (;;) {
    const next = log.filter(({ id }) => id > position).slice(0, READ_AT_ONCE);
    if (next.length === 0) return begins;
    begins.push(position);
    position = alignedPage(next).at(-1)!.id;
  }
}

Deno.test("readers who come from different positions soon ask for the same pages", () => {
  const everyId = Array.from({ length: 3_000 }, (_, n) => ({ id: n + 1 }));
  const shared = pagesFrom(0, everyId);
  for (const position of [1, 100, 254, 255, 300]) {
    const [, second, third, ...others] = pagesFrom(position, everyId);
    assert.ok([second, third].some((begin) => shared.includes(begin)));
    for (const begin of others) assert.ok(shared.includes(begin), `${begin}`);
  }
});

Deno.test("a page is the next events, at least half of what one may have unless there are fewer", () => {
  const logs = fc.array(fc.integer({ min: 1, max: 9_000 }), {
    maxLength: 600,
    size: "max",
  });
  fc.assert(fc.property(logs, (gaps) => {
    let last = 0;
    const events = gaps.slice(0, READ_AT_ONCE).map((gap) => ({
      id: last += gap,
    }));
    const page = alignedPage(events);
    assert.deepEqual(page, events.slice(0, page.length));
    assert.ok(page.length <= LARGEST);
    assert.ok(page.length >= Math.min(events.length, LARGEST / 2));
  }));
});
