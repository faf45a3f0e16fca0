import assert from "node:assert/strict";
import { inTime } from "../../lib/shared/in_time.ts";

const late = () => new Error("late");

Deno.test("work that is done in time gives what it comes to", async () => {
  assert.equal(await inTime(10_000, Promise.resolve(7), late), 7);
});

Deno.test("work that fails in time fails with its own error", async () => {
  const work = Promise.reject(new TypeError("broken"));
  await assert.rejects(() => inTime(10_000, work, late), TypeError);
});

Deno.test("work that never ends is late", async () => {
  await assert.rejects(() => inTime(1, new Promise(() => {}), late), /late/);
});

Deno.test("work that fails after it was late disturbs nobody", async () => {
  const work = Promise.withResolvers<never>();
  await assert.rejects(() => inTime(1, work.promise, late), /late/);
  work.reject(new Error("nobody listens"));
  await Promise.resolve();
});
