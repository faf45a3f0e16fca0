import assert from "node:assert/strict";
import { sql } from "kysely";
import type { JobKind } from "../../lib/jobs/jobs.ts";
import { type TestServices, testServices } from "../support/services.ts";
import { until } from "../support/until.ts";
import { isolate, rows } from "./given.ts";

Deno.test("a queue is worked off in its order, one at a time, each row once, on whatever isolates", async () => {
  await using services = await testServices();
  const { put, left, kind, delivered } = await depot(services);
  const settings = { pollSeconds: 0.02 };
  await using one = isolate(services, settings);
  await using other = isolate(services, settings);
  one.start([kind]);
  other.start([kind]);
  const numbers = Array.from({ length: 40 }, (_, number) => number);
  for (const number of numbers) {
    const jobs = number % 2 ? one : other;
    await put("inbox:account:7", number, jobs);
    await put("inbox:account:8", number, jobs);
  }
  await until("nothing is left", async () => await left() === 0);
  assert.deepEqual(delivered.get("inbox:account:7"), numbers);
  assert.deepEqual(delivered.get("inbox:account:8"), numbers);
  await until("nor a job", async () => (await rows(services)).length === 0);
});

Deno.test("what joins the queue while it is worked off is taken by one more job after it", async () => {
  await using services = await testServices();
  const { put, left, kind, delivered, onDelivery } = await depot(services);
  onDelivery(async (number) => {
    if (number !== 1) return;
    await put("a", 2);
    await put("a", 3);
    const states = (await rows(services)).map(({ State }) => State);
    assert.deepEqual(states, ["running", "pending"]);
  });
  await put("a", 1);
  await services.jobs.runDue([kind]);
  assert.deepEqual(delivered.get("a"), [1, 2, 3]);
  assert.equal(await left(), 0);
});

Deno.test("a row that fails holds up what is behind it in its queue, and no other queue", async () => {
  await using services = await testServices();
  const { put, kind, delivered, onDelivery } = await depot(services);
  let isBroken = true;
  onDelivery((number) => {
    if (isBroken && number === 1) throw new Error("It does not answer");
    return Promise.resolve();
  });
  for (const number of [1, 2]) await put("a", number);
  await put("b", 3);
  await services.jobs.runDue([kind]);
  assert.deepEqual(Object.fromEntries(delivered), { b: [3] });
  isBroken = false;
  services.clock.advance(60_000);
  await services.jobs.runDue([kind]);
  assert.deepEqual(delivered.get("a"), [1, 2]);
});

/** Queues of numbers in a table, and the kind of job that delivers them. */
async function depot(services: TestServices) {
  const { db, jobs } = services;
  await db.write((tx) =>
    sql`
    CREATE TABLE Parcels (Id INTEGER PRIMARY KEY, Queue TEXT, Number INTEGER)`
      .execute(tx)
  );
  const waiting = async (queue: string | null) => {
    const { rows } = await sql<{ Id: number; Number: number }>`
      SELECT Id, Number FROM Parcels WHERE Queue = ${queue} ORDER BY Id`
      .execute(db.query);
    return rows;
  };
  const delivered = new Map<string, number[]>();
  const delivering = new Set<string | null>();
  let deliver: (number: number) => Promise<void> = () => Promise.resolve();

  const kind: JobKind = {
    kind: "deliver",
    lane: "outside",
    async run(_, { key: queue }) {
      assert.ok(!delivering.has(queue), "two jobs work off one queue");
      delivering.add(queue);
      try {
        const parcels = await waiting(queue);
        for (const { Number: number } of parcels) {
          await deliver(number);
          delivered.set(queue!, [...delivered.get(queue!) ?? [], number]);
        }
        const last = parcels.at(-1)?.Id ?? 0;
        return async (tx) => {
          await sql`DELETE FROM Parcels WHERE Queue = ${queue} AND Id <= ${last}`
            .execute(tx);
        };
      } finally {
        delivering.delete(queue);
      }
    },
  };
  return {
    kind,
    delivered,
    onDelivery: (does: typeof deliver) => deliver = does,
    async put(queue: string, number: number, by = jobs) {
      await db.write(async (tx) => {
        await sql`
          INSERT INTO Parcels (Queue, Number) VALUES (${queue}, ${number})`
          .execute(tx);
        await by.enqueue(tx, { kind: "deliver", key: queue });
      });
    },
    async left() {
      const { rows } = await sql`SELECT Id FROM Parcels`.execute(db.query);
      return rows.length;
    },
  };
}
