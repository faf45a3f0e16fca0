import assert from "node:assert/strict";
import { type JobKind, Postponed } from "../../lib/jobs/jobs.ts";
import { claim } from "../../lib/jobs/queue.ts";
import { testServices } from "../support/services.ts";
import { until } from "../support/until.ts";
import { blocked, enqueue, isolate, noting, rows } from "./given.ts";

/** No test waits for a poll. */
const RARELY = 3_600;

Deno.test("a job is begun soon after its commit, without a poll", async () => {
  await using services = await testServices();
  await using jobs = isolate(services, { pollSeconds: RARELY });
  const { kind, begun } = noting();
  jobs.start([kind]);
  for (let count = 1; count <= 20; count++) {
    await enqueue({ ...services, jobs });
    await until("as many have begun", () => begun.length === count);
  }
  await until(
    "no job is left",
    async () => (await rows(services)).length === 0,
  );
});

Deno.test("what another isolate has enqueued is found by the poll", async () => {
  await using services = await testServices();
  await using jobs = isolate(services, { pollSeconds: 0.02 });
  const { kind, begun } = noting();
  jobs.start([kind]);
  await enqueue(services);
  await until("it has begun", () => begun.length === 1);
});

Deno.test("what was left at the last end is begun at the next start", async () => {
  await using services = await testServices();
  await enqueue(services);
  await using jobs = isolate(services, { pollSeconds: RARELY });
  const { kind, begun } = noting();
  jobs.start([kind]);
  await until("it has begun", () => begun.length === 1);
});

Deno.test("no more run at once than there is room for", async () => {
  await using services = await testServices();
  await using jobs = isolate(services, { atOnce: 3, pollSeconds: RARELY });
  let running = 0;
  let most = 0;
  const { kind, begun } = noting(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 2));
    running--;
  });
  for (let id = 0; id < 20; id++) await enqueue(services, { payload: id });
  jobs.start([kind]);
  await until(
    "no job is left",
    async () => (await rows(services)).length === 0,
  );
  assert.equal(begun.length, 20);
  assert.equal(most, 3);
});

Deno.test("an isolate that is to run none runs none", async () => {
  await using services = await testServices();
  await using idle = isolate(services, { atOnce: 0, pollSeconds: 0.01 });
  await using jobs = isolate(services, { pollSeconds: 0.05 });
  const unwanted = noting();
  const { kind, begun } = noting();
  idle.start([unwanted.kind]);
  jobs.start([kind]);
  await enqueue({ ...services, jobs: idle });
  await until("it has begun", () => begun.length === 1);
  assert.equal(unwanted.begun.length, 0);
});

Deno.test("isolates share the jobs, and none is done twice", async () => {
  await using services = await testServices();
  const settings = { atOnce: 2, pollSeconds: 0.02 };
  await using one = isolate(services, settings);
  await using other = isolate(services, settings);
  const by: Record<string, number[]> = { one: [], other: [] };
  const kindOf = (who: string): JobKind => ({
    kind: "test",
    async run(payload) {
      by[who].push(payload as number);
      await new Promise((resolve) => setTimeout(resolve, 1));
    },
  });
  one.start([kindOf("one")]);
  other.start([kindOf("other")]);
  const all = Array.from({ length: 100 }, (_, id) => id);
  for (const payload of all) await enqueue(services, { payload });
  await until(
    "no job is left",
    async () => (await rows(services)).length === 0,
  );
  assert.deepEqual([...by.one, ...by.other].toSorted((a, b) => a - b), all);
  assert.ok(by.one.length > 0 && by.other.length > 0);
});

Deno.test("of a recurring job there is one, however many isolates start at once", async () => {
  await using services = await testServices();
  const { kind, begun } = noting(undefined, { everySeconds: 3_600 });
  await using stack = new AsyncDisposableStack();
  for (let count = 0; count < 5; count++) {
    const jobs = stack.use(isolate(services, { pollSeconds: 0.02 }));
    jobs.start([kind]);
  }
  await until("it has begun", () => begun.length > 0);
  await until(
    "it is due again",
    async () => (await rows(services))[0].State === "pending",
  );
  assert.equal(begun.length, 1);
  assert.equal((await rows(services)).length, 1);
});

Deno.test("a lease is renewed for as long as the work goes on", async () => {
  await using services = await testServices();
  await using jobs = isolate(services, {
    leaseSeconds: 0.06,
    pollSeconds: RARELY,
  });
  const { kind, release } = blocked();
  await enqueue(services);
  jobs.start([kind]);
  const leaseEnd = async () => (await rows(services))[0].DueAt!;
  await until(
    "it runs",
    async () => (await rows(services))[0].State === "running",
  );
  for (let round = 0; round < 3; round++) {
    services.clock.advance(50);
    const before = await leaseEnd();
    await until("its lease is renewed", async () => await leaseEnd() > before);
  }
  release();
  await until(
    "no job is left",
    async () => (await rows(services)).length === 0,
  );
});

Deno.test("a job whose lease has run out is taken over; who lost it is told, and completes nothing", async () => {
  await using services = await testServices();
  await using stalled = isolate(services, {
    leaseSeconds: 0.3,
    pollSeconds: RARELY,
  });
  const { kind, begun, signals, release } = blocked();
  const completions: string[] = [];
  const completing = (who: string, run: JobKind["run"]): JobKind => ({
    kind: "test",
    async run(payload, attempt) {
      await run(payload, attempt);
      return () => {
        completions.push(who);
        return Promise.resolve();
      };
    },
  });
  await enqueue(services);
  stalled.start([completing("stalled", kind.run)]);
  await until("it has begun", () => begun.length === 1);

  // As after a pause of the whole process: its renewals did not come in time.
  services.clock.advance(1_000);
  await services.jobs.runDue([
    completing("other", () => Promise.resolve()),
  ]);
  assert.deepEqual(completions, ["other"]);
  await until("it is told to end", () => signals[0].aborted);
  assert.match(String(signals[0].reason), /lease was lost/);
  release();
  await stalled.stop(0);
  assert.deepEqual(completions, ["other"]);
  assert.deepEqual(stalled.metrics.ended.get("test"), { lost: 1 });
});

Deno.test("one that loses its lease in the moment it ends completes nothing either", async () => {
  await using services = await testServices();
  await using slow = isolate(services, { pollSeconds: RARELY });
  const { kind, begun, release } = blocked();
  await enqueue(services);
  slow.start([kind]);
  await until("it has begun", () => begun.length === 1);
  services.clock.advance(61_000);
  await services.jobs.runDue([{
    kind: "test",
    run: () => Promise.reject(new Postponed("Not now")),
  }]);
  release();
  await slow.stop(1_000);
  assert.deepEqual(slow.metrics.ended.get("test"), { lost: 1 });
  const [{ State }] = await rows(services);
  assert.equal(State, "pending", "it is still the other's to retry");
});

Deno.test("a job that ends its process each time is put aside", async () => {
  await using services = await testServices();
  const { clock, db, jobs } = services;
  await enqueue(services);
  for (let attempt = 1; attempt <= 3; attempt++) {
    // It is begun, and never heard of again.
    const now = clock.now();
    const until = new Date(now.getTime() + 60_000);
    const [lease] = await db.write((tx) => claim(tx, ["test"], 1, now, until));
    assert.equal(lease.attempt, attempt);
    clock.set(until);
  }
  const { kind, begun } = noting(undefined, { maxAttempts: 3 });
  await jobs.runDue([kind]);
  assert.equal(begun.length, 0);
  const [{ State, LastError }] = await rows(services);
  assert.equal(State, "dead");
  assert.match(LastError!, /process that ran it ended/);
});

Deno.test("an isolate that goes lets its jobs end, and begins no other", async () => {
  await using services = await testServices();
  const jobs = isolate(services, { atOnce: 1, pollSeconds: 0.01 });
  const { kind, begun, release } = blocked();
  await enqueue(services);
  await enqueue(services);
  jobs.start([kind]);
  await until("it has begun", () => begun.length === 1);
  const stopped = jobs.stop(10_000);
  release();
  await stopped;
  assert.equal(begun.length, 1);
  assert.deepEqual((await rows(services)).map(({ State }) => State), [
    "pending",
  ]);
});

Deno.test("what does not end in time is told to stop and given back, as if it had not begun", async () => {
  await using services = await testServices();
  const jobs = isolate(services, { pollSeconds: RARELY });
  const { kind, begun, signals } = blocked();
  await enqueue(services);
  jobs.start([kind]);
  await until("it has begun", () => begun.length === 1);
  await jobs.stop(1);
  assert.ok(signals[0].aborted);
  const [{ State, Attempts, LeaseId }] = await rows(services);
  assert.deepEqual([State, Attempts, LeaseId], ["pending", 0, null]);
  const next = noting();
  await services.jobs.runDue([next.kind]);
  assert.equal(next.begun.length, 1);
});
