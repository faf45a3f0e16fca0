import assert from "node:assert/strict";
import { createLadder } from "../../../lib/client/connection/ladder.ts";
import type { Outcome } from "../../../lib/client/connection/outcome.ts";

const worked: Outcome = { kind: "worked" };
const failed: Outcome = { kind: "failed" };
const silent: Outcome = { kind: "silent" };
const forbidden: Outcome = { kind: "forbidden" };
const half = () => 0.5;

Deno.test("a stream that ends is opened again within a second", () => {
  const ladder = createLadder(half);
  assert.deepEqual(ladder.after(worked, 0), { rung: "stream", pause: 500 });
});

Deno.test("one failure is a blink; the second one leads down to long polling", () => {
  const ladder = createLadder(half);
  assert.deepEqual(ladder.after(failed, 0), { rung: "stream", pause: 500 });
  assert.deepEqual(ladder.after(failed, 0), { rung: "longPoll", pause: 1_000 });
});

Deno.test("a stream that stays silent, or is forbidden, leads down at once", () => {
  for (const outcome of [silent, forbidden]) {
    const ladder = createLadder(half);
    assert.deepEqual(ladder.after(outcome, 0), { rung: "longPoll", pause: 0 });
  }
});

Deno.test("when every rung has failed it is offline, and goes on trying them in turn", () => {
  const ladder = createLadder(half);
  const rungs = [];
  for (let attempt = 0; attempt < 8; attempt++) {
    const { rung } = ladder.after(failed, 0);
    rungs.push(`${rung}${ladder.isOffline ? " offline" : ""}`);
  }
  assert.deepEqual(rungs, [
    "stream",
    "longPoll",
    "longPoll",
    "poll",
    "stream offline",
    "longPoll offline",
    "poll offline",
    "stream offline",
  ]);
});

Deno.test("pauses grow as long as nothing works, without a last attempt", () => {
  const ladder = createLadder(half);
  const pauses = [];
  for (let attempt = 0; attempt < 9; attempt++) {
    pauses.push(ladder.after(failed, 0).pause);
  }
  assert.deepEqual(pauses, [
    500,
    1_000,
    2_000,
    4_000,
    8_000,
    15_000,
    15_000,
    15_000,
    15_000,
  ]);
});

Deno.test("the whole pause is random, so that many who lost one server do not come back as one", () => {
  const pauses = (random: () => number) => {
    const ladder = createLadder(random);
    return [1, 2, 3, 4].map(() => ladder.after(failed, 0).pause);
  };
  assert.deepEqual(pauses(() => 0), [0, 0, 0, 0]);
  assert.deepEqual(pauses(() => 0.25), [250, 500, 1_000, 2_000]);
  assert.deepEqual(pauses(() => 0.999_999), [999, 1_999, 3_999, 7_999]);
});

Deno.test("a pause that the server asks for is kept", () => {
  const ladder = createLadder(half);
  const busy: Outcome = { kind: "busy", retryAfter: 7_000 };
  assert.deepEqual(ladder.after(busy, 0), { rung: "stream", pause: 7_500 });
});

Deno.test("when the server is back after an outage, the stream is the first thing tried", () => {
  const ladder = createLadder(half);
  ladder.after(failed, 0);
  ladder.after(failed, 0);
  assert.equal(ladder.rung, "longPoll");
  assert.deepEqual(ladder.after(worked, 0), { rung: "stream", pause: 0 });
});

Deno.test("while only polling works, the stream is tried again ever more rarely", () => {
  const ladder = createLadder(half);
  ladder.after(silent, 0);
  const tries: number[] = [];
  let now = 0;
  while (tries.length < 7) {
    if (ladder.after(worked, now).rung === "stream") {
      tries.push(Math.round(now / 1_000));
      assert.equal(ladder.after(silent, now).rung, "longPoll");
    }
    now += 1_000;
  }
  const spans = tries.map((time, index) => time - (tries[index - 1] ?? 0));
  assert.deepEqual(spans, [30, 54, 108, 216, 270, 270, 270]);
});

Deno.test("a stream that fails while polling works leads back to the rung that works", () => {
  const ladder = createLadder(half);
  ladder.after(silent, 0);
  ladder.after(failed, 0);
  ladder.after(failed, 0);
  assert.equal(ladder.rung, "poll");
  assert.deepEqual(ladder.after(worked, 0), { rung: "poll", pause: 15_000 });
  assert.equal(ladder.after(worked, 30_000).rung, "stream");
  assert.deepEqual(ladder.after(failed, 30_000), { rung: "poll", pause: 0 });
  assert.equal(ladder.isOffline, false);
});

Deno.test("a full page of events is followed by the next one at once", () => {
  const ladder = createLadder(half);
  for (const outcome of [silent, failed, failed]) ladder.after(outcome, 0);
  const full: Outcome = { kind: "worked", pollAgain: true };
  assert.deepEqual(ladder.after(full, 0), { rung: "poll", pause: 0 });
});

Deno.test("what has got through is not offline, before it is over", () => {
  const ladder = createLadder(half);
  for (let attempt = 0; attempt < 5; attempt++) ladder.after(failed, 0);
  assert.equal(ladder.isOffline, true);
  ladder.gotThrough();
  assert.equal(ladder.isOffline, false);
});

Deno.test("a stream that breaks again and again soon after it began leads down", () => {
  const ladder = createLadder(half);
  ladder.gotThrough();
  ladder.after(failed, 0);
  ladder.gotThrough();
  ladder.after(failed, 0);
  assert.equal(ladder.rung, "longPoll");
});

Deno.test("a restart begins at the top with short pauses", () => {
  const ladder = createLadder(half);
  for (let attempt = 0; attempt < 7; attempt++) ladder.after(failed, 0);
  ladder.restart();
  assert.equal(ladder.rung, "stream");
  assert.equal(ladder.after(failed, 0).pause, 500);
});
