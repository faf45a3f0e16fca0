import assert from "node:assert/strict";
import { schedule } from "./schedule.ts";

const hardship = { seconds: 60, kills: 7 };

Deno.test("a seed says what goes wrong and when, the same again and again", () => {
  const faults = schedule(4711, hardship, "sqld");
  assert.deepEqual(schedule(4711, hardship, "sqld"), faults);
  assert.notDeepEqual(schedule(4712, hardship, "sqld"), faults);
});

Deno.test("a schedule has the kills it was asked for, in time, and fits its backend", () => {
  for (let seed = 0; seed < 100; seed++) {
    const faults = schedule(seed, hardship, "file");
    assert.equal(faults.filter(({ kind }) => kind === "kill").length, 7);
    assert.ok(faults.every(({ at }) => at >= 0 && at <= 60_000));
    assert.ok(!faults.some(({ kind }) => kind.includes("libSQL")));
  }
});
