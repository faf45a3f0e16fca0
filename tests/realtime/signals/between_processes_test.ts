import assert from "node:assert/strict";
import { silentLog } from "../../../lib/log.ts";
import { betweenProcesses } from "../../../lib/realtime/signals/between_processes.ts";
import { databaseTime } from "../../../lib/realtime/signals/database_time.ts";
import { pruneSignals } from "../../../lib/realtime/signals/outgoing.ts";
import type { Spine } from "../../../lib/realtime/spine.ts";
import { TENANT, type Topic } from "../../../lib/realtime/topic.ts";
import { until } from "../../support/until.ts";
import { type Isolates, isolates, read, subscription } from "../support.ts";

function isolateOf(world: Isolates, processId: string): Spine {
  const { db } = world.services;
  const transport = { db, log: silentLog, processId, pollSeconds: 0.05 };
  return world.isolate({}, [], { transports: [betweenProcesses(transport)] });
}

function signal(spine: Spine, n: number, key?: string): void {
  const topics: Topic[] = [TENANT];
  const type = "test:signal";
  spine.signal({ tenantId: "acme", type, topics, data: { n }, key });
}

async function leases({ services: { db } }: Isolates): Promise<string[]> {
  const rows = await db.query.selectFrom("Isolates").select("ProcessId")
    .orderBy("ProcessId").execute();
  return rows.map(({ ProcessId }) => ProcessId);
}

/** What is in the table. */
async function written({ services: { db } }: Isolates): Promise<number[]> {
  const rows = await db.query.selectFrom("Signals").select("Data")
    .orderBy("Id").execute();
  return rows.map(({ Data }) => JSON.parse(Data).n);
}

/** Another process comes, for which `n` is written: what was signalled before is dealt with. */
async function untilWritten(world: Isolates, spine: Spine, n: number) {
  const reader = await read(isolateOf(world, "other"));
  await until("it is written to", async () => {
    signal(spine, n, "key");
    return (await written(world)).includes(n);
  });
  await reader.close();
}

Deno.test("a signal reaches the streams of another process, and comes once to one's own", async () => {
  await using world = await isolates();
  const [here, there] = [isolateOf(world, "a"), isolateOf(world, "b")];
  const readers = [await read(here), await read(there)];
  await until(
    "both hold a lease",
    async () => (await leases(world)).length === 2,
  );
  signal(here, 1, "key");
  signal(here, 2, "key");
  signal(here, 3);
  for (const reader of readers) {
    await reader.until(({ signals }) => signals.includes(3));
    assert.deepEqual(reader.signals, [2, 3]);
  }
  signal(there, 4);
  for (const reader of readers) {
    await reader.until(({ signals }) => signals.includes(4));
    assert.deepEqual(reader.signals, [2, 3, 4]);
    await reader.close();
  }
});

Deno.test("one process alone writes nothing, however many isolates it has", async () => {
  await using world = await isolates();
  const [one, two] = [isolateOf(world, "a"), isolateOf(world, "a")];
  const readers = [await read(one), await read(two)];
  await until(
    "both hold a lease",
    async () => (await leases(world)).length === 2,
  );
  signal(one, 1);
  await readers[0].until(({ signals }) => signals.includes(1));
  await untilWritten(world, one, 2);
  assert.ok(!(await written(world)).includes(1));
  for (const reader of readers) await reader.close();
});

Deno.test("a process whose lease is dead is written nothing", async () => {
  await using world = await isolates();
  const { db } = world.services;
  await db.write((tx) =>
    tx.insertInto("Isolates").values([
      { Id: "dead", ProcessId: "b", RenewedAt: databaseTime(31) },
    ]).execute()
  );
  const spine = isolateOf(world, "a");
  signal(spine, 1);
  await untilWritten(world, spine, 2);
  assert.ok(!(await written(world)).includes(1));
  assert.ok(
    !(await leases(world)).includes("b"),
    "who renews forgets the dead",
  );
});

Deno.test("what is older than 5 s is not told, and what is older than 10 s is deleted", async () => {
  await using world = await isolates();
  const { db } = world.services;
  const row = {
    ProcessId: "b",
    TenantId: "acme",
    Topics: '["tenant"]',
    Type: "test:signal",
    Key: "key",
  };
  await db.write((tx) =>
    tx.insertInto("Signals").values([
      { ...row, Data: '{"n":1}', CreatedAt: databaseTime(11) },
      { ...row, Data: '{"n":2}', CreatedAt: databaseTime(6) },
      { ...row, Data: '{"n":3}', CreatedAt: databaseTime(1) },
    ]).execute()
  );
  const reader = await read(isolateOf(world, "a"));
  await reader.until(({ signals }) => signals.length > 0);
  assert.deepEqual(reader.signals, [3]);
  await db.write(pruneSignals);
  assert.deepEqual(await written(world), [2, 3]);
  await reader.close();
});

Deno.test("a row that cannot be read, as of another version, takes nothing from the others", async () => {
  await using world = await isolates();
  const { db } = world.services;
  const row = {
    ProcessId: "b",
    TenantId: "acme",
    Topics: '["tenant"]',
    Type: "test:signal",
    CreatedAt: databaseTime(),
  };
  await db.write((tx) =>
    tx.insertInto("Signals").values([
      { ...row, Key: "1", Data: "not JSON" },
      { ...row, Key: "2", Data: "null" },
      { ...row, Key: "3", Data: '{"n":3}', Topics: "7" },
      { ...row, Key: "4", Data: '{"n":4}' },
    ]).execute()
  );
  const warnings: string[] = [];
  const warn = (event: string) => void warnings.push(event);
  const log = { ...silentLog, warn };
  const transport = { db, log, processId: "a", pollSeconds: 60 };
  const transports = [betweenProcesses(transport)];
  const reader = await read(world.isolate({}, [], { transports }));
  await reader.until(({ signals }) => signals.length > 0);
  assert.deepEqual(reader.signals, [4]);
  assert.deepEqual(warnings, Array(3).fill("signals.malformed"));
  await reader.close();
});

Deno.test("many signals at once are written in a few groups", async () => {
  await using world = await isolates();
  const [here, there] = [isolateOf(world, "a"), isolateOf(world, "b")];
  const reader = await read(there);
  await until(
    "it holds a lease",
    async () => (await leases(world)).length === 1,
  );
  const { db } = world.services;
  const before = db.writes.done;
  const startedAt = performance.now();
  for (let n = 1; n <= 200; n++) {
    signal(here, n);
    if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await reader.until(({ signals }) => signals.length === 200);
  const groups = (performance.now() - startedAt) / 100 + 1;
  assert.ok(db.writes.done - before <= groups);
  await reader.close();
});

Deno.test("who polls is told of other processes' signals too", async () => {
  await using world = await isolates();
  const [here, there] = [isolateOf(world, "a"), isolateOf(world, "b")];
  const poll = () =>
    there.poll(subscription(), {
      limit: 10,
      waitMs: 10_000,
      signal: AbortSignal.timeout(15_000),
    });
  const waiting = poll();
  await until(
    "it holds a lease",
    async () => (await leases(world)).length === 1,
  );
  signal(here, 1);
  const polled = await waiting;
  assert.ok("signals" in polled);
  assert.deepEqual(polled.signals, [{ type: "test:signal", data: { n: 1 } }]);
});
