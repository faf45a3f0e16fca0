import assert from "node:assert/strict";
import { restAfter } from "../../../lib/realtime/live/rest.ts";

Deno.test("derived values are computed every 100 ms while that is cheap and nothing else is going on", () => {
  assert.equal(restAfter(0, 0), 100);
  assert.equal(restAfter(10, 0), 100);
});

Deno.test("what takes long to compute is computed more seldom, and so it is under load", () => {
  assert.equal(restAfter(40, 0), 400);
  assert.equal(restAfter(0, .5), 550);
  assert.equal(restAfter(0, 1), 1_000);
});

Deno.test("nobody waits longer than a second for a count, however long it takes", () => {
  assert.equal(restAfter(5_000, 1), 1_000);
});
