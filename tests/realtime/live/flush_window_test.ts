import assert from "node:assert/strict";
import { FlushWindow } from "../../../lib/realtime/live/flush_window.ts";

/** The window after `seconds` of `perSecond` deliveries in ten batches a second. */
function after(window: FlushWindow, perSecond: number, seconds: number) {
  const start = 1e6;
  for (let n = 1; n <= seconds * 10; n++) {
    window.note(perSecond / 10, start + n * 100);
  }
  return window.length;
}

Deno.test("the window is closed while it is quiet and wide open under load", () => {
  assert.equal(after(new FlushWindow(25), 1_000, 5), 0);
  assert.ok(after(new FlushWindow(25), 100_000, 5) > 24);
  const between = after(new FlushWindow(25), 20_000, 5);
  assert.ok(between > 5 && between < 20, `${between}`);
});

Deno.test("one burst after a silence does not open it wide", () => {
  const window = new FlushWindow(25);
  window.note(1_000, 60_000);
  assert.equal(window.length, 0);
});
