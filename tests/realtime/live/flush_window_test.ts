import assert from "node:assert/strict";
import fc from "fast-check";
import { FlushWindow } from "../../../lib/realtime/live/flush_window.ts";

/** The window after `seconds` of `perSecond` deliveries in ten flushes a second of `costMs` each. */
function after(perSecond: number, seconds: number, costMs = 1, maxMs = 25) {
  const window = new FlushWindow(maxMs);
  for (let n = 1; n <= seconds * 10; n++) {
    const endedAt = 1e6 + n * 100;
    window.note({
      deliveries: perSecond / 10,
      startedAt: endedAt - costMs,
      endedAt,
    });
  }
  return window.length;
}

Deno.test("the window is closed while it is quiet and wide open under load", () => {
  assert.equal(after(1_000, 5), 0);
  assert.ok(after(100_000, 5) > 24);
  const between = after(20_000, 5);
  assert.ok(between > 5 && between < 20, `${between}`);
});

Deno.test("one burst after a silence does not open it wide", () => {
  const window = new FlushWindow(25);
  window.note({ deliveries: 1_000, startedAt: 59_999, endedAt: 60_000 });
  assert.equal(window.length, 0);
});

Deno.test("an event that waits, and then for two flushes, is at its last reader within 50 ms", () => {
  const anyCost = fc.double({ min: 0, max: 50 / 3, noNaN: true });
  fc.assert(fc.property(anyCost, (cost) => {
    assert.ok(after(100_000, 5, cost) + 2 * cost <= 50.001);
  }));
});

Deno.test("flushes that take longer leave half of the time to those who send", () => {
  assert.ok(Math.abs(after(500_000, 10, 40) - 40) < 1);
});

Deno.test("without a window, nothing waits, whatever it costs", () => {
  assert.equal(after(500_000, 5, 40, 0), 0);
});
