import assert from "node:assert/strict";
import fc from "fast-check";
import { listWindow } from "../../../lib/client/messages/list_window.ts";

const lists = fc.record({
  scrollTop: fc.double({ min: -5_000, max: 1_000_000, noNaN: true }),
  viewportHeight: fc.integer({ min: 0, max: 4_000 }),
  rowHeight: fc.constantFrom(40, 56),
  count: fc.integer({ min: 0, max: 10_000 }),
});

Deno.test("a list's window and the space around it are as high as the whole list", () => {
  fc.assert(fc.property(lists, (list) => {
    const { first, end, before, after } = listWindow(list);
    const height = before + (end - first) * list.rowHeight + after;
    assert.equal(height, list.count * list.rowHeight);
  }));
});

Deno.test("a list's window stays within the list", () => {
  fc.assert(fc.property(lists, (list) => {
    const { first, end } = listWindow(list);
    assert.ok(0 <= first && first <= end && end <= list.count);
  }));
});

Deno.test("every row that can be seen is in the window", () => {
  fc.assert(fc.property(lists, (list) => {
    const { first, end } = listWindow(list);
    for (let row = 0; row < list.count; row++) {
      const top = row * list.rowHeight;
      const isSeen = top + list.rowHeight > list.scrollTop &&
        top < list.scrollTop + list.viewportHeight;
      if (isSeen) assert.ok(first <= row && row < end);
    }
  }));
});

Deno.test("of ten thousand rows only those in sight and a few more are in the page", () => {
  const { first, end } = listWindow({
    scrollTop: 280_000,
    viewportHeight: 800,
    rowHeight: 40,
    count: 10_000,
  });
  assert.deepEqual([first, end], [6_992, 7_028]);
});
