import assert from "node:assert/strict";
import { type JobKind, Postponed } from "../../lib/jobs/jobs.ts";
import { eventsAfter } from "../messages/given.ts";
import { testServices } from "../support/services.ts";
import { enqueue, noting, rows } from "./given.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

Deno.test("a job is done once, and then it is gone", async () => {
  await using services = await testServices();
  const { kind, begun } = noting();
  await enqueue(services, { payload: { id: 7 } });
  await services.jobs.runDue([kind]);
  await services.jobs.runDue([kind]);
  assert.deepEqual(begun, [{ id: 7 }]);
  assert.deepEqual(await rows(services), []);
});

Deno.test("a job is there only if the change that wants it is", async () => {
  await using services = await testServices();
  const { db, jobs } = services;
  const { kind, begun } = noting();
  await assert.rejects(db.write(async (tx) => {
    await jobs.enqueue(tx, { kind: "test", payload: 1 });
    throw new Error("The change was not made");
  }));
  await jobs.runDue([kind]);
  assert.deepEqual(begun, []);
});

Deno.test("what a job leaves to its completion is written, and told, together with its end", async () => {
  await using services = await testServices();
  await services.tenant("acme");
  const rename: JobKind = {
    kind: "test",
    run: () =>
      Promise.resolve(async (tx, record) => {
        await tx.updateTable("Tenants").set({ Name: "Acme" }).execute();
        record({
          tenantId: "acme",
          type: "test:event",
          topics: ["tenant"],
          about: {},
          payload: {},
        });
      }),
  };
  await enqueue(services);
  await services.jobs.runDue([rename]);
  const { Name } = await services.db.query.selectFrom("Tenants").select("Name")
    .executeTakeFirstOrThrow();
  assert.equal(Name, "Acme");
  assert.equal((await eventsAfter(services)).at(-1)?.type, "test:event");
});

Deno.test("a completion that fails leaves nothing written, and the job there", async () => {
  await using services = await testServices();
  await services.tenant("acme", "Before");
  await enqueue(services);
  await services.jobs.runDue([{
    kind: "test",
    run: () =>
      Promise.resolve(async (tx) => {
        await tx.updateTable("Tenants").set({ Name: "After" }).execute();
        throw new Error("Too late");
      }),
  }]);
  const { Name } = await services.db.query.selectFrom("Tenants").select("Name")
    .executeTakeFirstOrThrow();
  assert.equal(Name, "Before");
  const [{ State, LastError }] = await rows(services);
  assert.deepEqual([State, LastError], ["pending", "Too late"]);
});

Deno.test("what failed is tried again at growing intervals, then put aside with its reason", async () => {
  await using services = await testServices();
  const { clock, jobs } = services;
  const { kind, begun } = noting(
    () => Promise.reject(new Error("No such luck")),
    { maxAttempts: 5 },
  );
  await enqueue(services);
  const pauses: number[] = [];
  for (let attempt = 1; attempt < 5; attempt++) {
    await jobs.runDue([kind]);
    assert.equal(begun.length, attempt);
    const [{ DueAt }] = await rows(services);
    const pause = Date.parse(DueAt!) - clock.now().getTime();
    pauses.push(pause);
    clock.advance(pause - 1);
    await jobs.runDue([kind]);
    assert.equal(begun.length, attempt, "not before its time");
    clock.advance(1);
  }
  for (const [index, pause] of pauses.entries()) {
    const ceiling = 5_000 * 2 ** index;
    assert.ok(pause >= ceiling / 2 && pause <= ceiling, `${index}: ${pause}`);
  }
  await jobs.runDue([kind]);
  clock.advance(1_000 * HOUR);
  await jobs.runDue([kind]);
  assert.equal(begun.length, 5);
  const [{ State, LastError, Attempts, DueAt }] = await rows(services);
  assert.deepEqual(
    [State, LastError, Attempts, DueAt],
    ["dead", "No such luck", 5, null],
  );
});

Deno.test("a job that waits for a server never dies of it, and soon notices that it is back", async () => {
  await using services = await testServices();
  const { clock, jobs } = services;
  let isAway = true;
  const { kind, begun } = noting(() =>
    isAway ? Promise.reject(new Postponed("It is away")) : Promise.resolve()
  );
  await enqueue(services);
  for (let minutes = 0; minutes < 60; minutes++) {
    await jobs.runDue([kind]);
    clock.advance(MINUTE);
  }
  assert.ok(begun.length >= 60, `${begun.length}`);
  const [{ State, LastError }] = await rows(services);
  assert.deepEqual([State, LastError], ["pending", "It is away"]);
  isAway = false;
  await jobs.runDue([kind]);
  assert.deepEqual(await rows(services), []);
});

Deno.test("a job is not begun before its time", async () => {
  await using services = await testServices();
  const { kind, begun } = noting();
  const runAt = new Date(services.clock.now().getTime() + HOUR);
  await enqueue(services, { runAt });
  await services.jobs.runDue([kind]);
  assert.equal(begun.length, 0);
  services.clock.set(runAt);
  await services.jobs.runDue([kind]);
  assert.equal(begun.length, 1);
});

Deno.test("of one key only one job is pending: the newest payload, the earliest time", async () => {
  await using services = await testServices();
  const now = services.clock.now().getTime();
  const at = (minutes: number) => new Date(now + minutes * MINUTE);
  await enqueue(services, { key: "a", payload: 1, runAt: at(5) });
  await enqueue(services, { key: "a", payload: 2, runAt: at(9) });
  await enqueue(services, { key: "b", payload: 3, runAt: at(1) });
  await enqueue(services, { kind: "other", key: "a", payload: 4 });
  await enqueue(services, { payload: 5 });
  await enqueue(services, { payload: 6 });
  const found = (await rows(services)).map(({ Kind, Key, Payload, DueAt }) => [
    Kind,
    Key,
    Payload,
    DueAt,
  ]);
  const due = (minutes: number) => at(minutes).toISOString();
  assert.deepEqual(found, [
    ["test", "a", "2", due(5)],
    ["test", "b", "3", due(1)],
    ["other", "a", "4", due(0)],
    ["test", null, "5", due(0)],
    ["test", null, "6", due(0)],
  ]);
});

Deno.test("work that is wanted again while it runs is done again after it, and not beside it", async () => {
  await using services = await testServices();
  let running = 0;
  const { kind, begun } = noting(async (payload) => {
    assert.equal(++running, 1);
    if (payload === 1) {
      await enqueue(services, { key: "a", payload: 2 });
      await enqueue(services, { key: "a", payload: 3 });
    }
    await Promise.resolve();
    running--;
  });
  await enqueue(services, { key: "a", payload: 1 });
  await services.jobs.runDue([kind]);
  assert.deepEqual(begun, [1, 3]);
});

Deno.test("what fails while it is wanted again is one job, not two", async () => {
  await using services = await testServices();
  const { kind } = noting(async () => {
    const runAt = new Date(services.clock.now().getTime() + HOUR);
    await enqueue(services, { key: "a", payload: "again", runAt });
    throw new Error("It failed");
  });
  await enqueue(services, { key: "a" });
  await services.jobs.runDue([kind]);
  const found = await rows(services);
  assert.deepEqual(found.map(({ Payload }) => Payload), ['"again"']);
});

Deno.test("a recurring job is one, and comes back after its end, failed or not", async () => {
  await using services = await testServices();
  const { clock, jobs } = services;
  let isBroken = false;
  const { kind, begun } = noting(
    () => isBroken ? Promise.reject(new Error("Broken")) : Promise.resolve(),
    { everySeconds: 3_600, maxAttempts: 2 },
  );
  await jobs.runDue([kind]);
  await jobs.runDue([kind]);
  assert.equal(begun.length, 1);
  clock.advance(0.9 * HOUR);
  await jobs.runDue([kind]);
  assert.equal(begun.length, 1);
  clock.advance(0.2 * HOUR);
  await jobs.runDue([kind]);
  assert.equal(begun.length, 2);

  isBroken = true;
  clock.advance(1.1 * HOUR);
  await jobs.runDue([kind]);
  clock.advance(MINUTE);
  await jobs.runDue([kind]);
  assert.equal(begun.length, 4, "once more, then no more");
  clock.advance(MINUTE);
  await jobs.runDue([kind]);
  assert.equal(begun.length, 4);
  clock.advance(1.1 * HOUR);
  isBroken = false;
  await jobs.runDue([kind]);
  assert.equal(begun.length, 5);
  assert.equal((await rows(services)).length, 1);
});

Deno.test("an attempt that takes too long has failed, and is told to stop", async () => {
  await using services = await testServices();
  let told: unknown;
  const { kind } = noting(
    (_, { signal }) =>
      new Promise(() =>
        signal.addEventListener("abort", () => told = signal.reason)
      ),
    { timeoutSeconds: 0.01 },
  );
  await enqueue(services);
  await services.jobs.runDue([kind]);
  assert.match(String(told), /more than 0.01 s/);
  const [{ State, LastError }] = await rows(services);
  assert.equal(State, "pending");
  assert.match(LastError!, /more than 0.01 s/);
});

Deno.test("jobs of kinds that this program does not know are left to one that does", async () => {
  await using services = await testServices();
  await enqueue(services, { kind: "of tomorrow" });
  const { kind } = noting();
  await services.jobs.runDue([kind]);
  const [{ State, Attempts }] = await rows(services);
  assert.deepEqual([State, Attempts], ["pending", 0]);
});

Deno.test("the status counts the queue and what has ended, and tells the oldest wait", async () => {
  await using services = await testServices();
  const { clock, jobs } = services;
  const { kind } = noting(
    (payload) =>
      payload === "bad" ? Promise.reject(new Error("Bad")) : Promise.resolve(),
    {
      maxAttempts: 1,
    },
  );
  await enqueue(services, { payload: "bad" });
  await enqueue(services);
  await jobs.runDue([kind]);
  await enqueue(services);
  await enqueue(services, { runAt: new Date(clock.now().getTime() + HOUR) });
  clock.advance(MINUTE);
  const { counts, oldestSeconds } = await jobs.status();
  assert.deepEqual(counts, [
    { kind: "test", state: "dead", count: 1 },
    { kind: "test", state: "pending", count: 2 },
  ]);
  assert.equal(oldestSeconds, 60);
  assert.deepEqual(jobs.metrics.ended.get("test"), { done: 1, dead: 1 });
});
