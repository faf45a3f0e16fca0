import assert from "node:assert/strict";
import { type LaneName, lanesOf } from "../../lib/jobs/lanes.ts";
import { testServices } from "../support/services.ts";
import { until } from "../support/until.ts";
import { blocked, enqueue, isolate, noting, rows } from "./given.ts";

const DEFAULTS = { atOnce: 4, leaseSeconds: 60, pollSeconds: 15 };
const OTHERS: Record<LaneName, LaneName[]> = {
  prompt: ["normal", "outside"],
  normal: ["prompt", "outside"],
  outside: ["prompt", "normal"],
};

for (const full of ["prompt", "normal", "outside"] as const) {
  Deno.test(`a full ${full} lane holds up no other`, async () => {
    await using services = await testServices();
    await using jobs = isolate(services);
    const { places } = jobs.lanes[full];
    const slow = blocked({ kind: "slow", lane: full });
    const quick = OTHERS[full].map((lane) =>
      noting(undefined, { kind: lane, lane })
    );
    jobs.start([slow.kind, ...quick.map(({ kind }) => kind)]);
    for (let count = 0; count <= places; count++) {
      await enqueue({ ...services, jobs }, { kind: "slow" });
    }
    await until("it is full", () => slow.begun.length === places);
    for (const { kind: { kind } } of quick) {
      await enqueue({ ...services, jobs }, { kind });
    }
    await until(
      "the others are done",
      () => quick.every(({ begun }) => begun.length === 1),
    );
    assert.equal(slow.begun.length, places);
    slow.release();
    await until(
      "no job is left",
      async () => (await rows(services)).length === 0,
    );
  });
}

Deno.test("what one lane enqueues in another is run to the end, too", async () => {
  await using services = await testServices();
  const last = noting(undefined, { kind: "last", lane: "prompt" });
  const first = noting(() => enqueue(services, { kind: "last" }), {
    lane: "outside",
  });
  await enqueue(services);
  await services.jobs.runDue([first.kind, last.kind]);
  assert.equal(last.begun.length, 1);
});

Deno.test("JOBS_AT_ONCE and JOB_LEASE_SECONDS are the normal lane's, and 0 closes all", () => {
  const lanes = lanesOf(DEFAULTS);
  const more = lanesOf({ ...DEFAULTS, atOnce: 9, leaseSeconds: 90 });
  assert.deepEqual(more, {
    ...lanes,
    normal: { places: 9, leaseSeconds: 90, pollSeconds: 15 },
  });
  const closed = lanesOf({ ...DEFAULTS, atOnce: 0 });
  assert.ok(Object.values(closed).every(({ places }) => places === 0));
});

Deno.test("prompt work has a lease of 10 s, and is looked for within it, however rarely the rest is", () => {
  const { prompt } = lanesOf({ ...DEFAULTS, pollSeconds: 3_600 });
  assert.equal(prompt.leaseSeconds, 10);
  const longestPause = 1.25 * prompt.pollSeconds;
  assert.ok(longestPause < prompt.leaseSeconds);
});
