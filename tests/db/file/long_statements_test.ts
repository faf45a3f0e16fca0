import assert from "node:assert/strict";
import { sql } from "kysely";
import { DeadlineError } from "../../../lib/db/errors.ts";
import { prepared } from "../../../lib/db/prepared.ts";
import type { Queries } from "../../../lib/db/queries.ts";
import { testServices } from "../../support/services.ts";
import { until } from "../../support/until.ts";
import { insertTenant } from "./file_database.ts";

/** Would take hours; its first row is there at once. */
const endless = (tx: Queries) =>
  sql`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000)
    SELECT a.i FROM n a, n b WHERE a.i + b.i < 3`.execute(tx);

const tenantOf = prepared((db, values: { id: string }) =>
  db.selectFrom("Tenants").select("Id").where("Id", "=", values.id)
);

Deno.test("a statement that takes too long is ended, and the connection is good for the next", async () => {
  await using services = await testServices();
  const { db } = services;
  await assert.rejects(
    db.read(endless, { deadlineMs: 50 }),
    (error: Error) =>
      error instanceof DeadlineError && /in 50 ms: \s*WITH/.test(error.message),
  );
  await services.tenant("after");
  const rows = await db.read((tx) =>
    tx.selectFrom("Tenants").select("Id").where("Id", "=", "after").execute()
  );
  assert.equal(rows.length, 1);
});

Deno.test("a statement is ended with the request that asked for it", async () => {
  await using services = await testServices();
  const client = new AbortController();
  const reading = services.db.read(endless, { signal: client.signal });
  setTimeout(() => client.abort(new Error("the client has left")), 50);
  await assert.rejects(reading, /the client has left/);
});

Deno.test("who leaves while others read never begins", async () => {
  await using services = await testServices();
  const left = AbortSignal.abort(new Error("left"));
  let hasBegun = false;
  await assert.rejects(
    services.db.read(() => Promise.resolve(hasBegun = true), { signal: left }),
    /left/,
  );
  assert.equal(hasBegun, false);
});

Deno.test("a work whose statement takes too long leaves nothing, and the others of its group are done", async () => {
  await using services = await testServices();
  const { db } = services;
  const outcomes = await Promise.allSettled([
    db.write((tx) => insertTenant(tx, "before")),
    db.write(async (tx) => {
      await insertTenant(tx, "slow");
      await endless(tx);
    }, { deadlineMs: 100 }),
    db.write((tx) => insertTenant(tx, "after")),
  ]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled"],
  );
  const tenants = await db.query.selectFrom("Tenants").select("Id").execute();
  assert.deepEqual(tenants.map(({ Id }) => Id).sort(), ["after", "before"]);
});

Deno.test("while as many read for long as may, a point read and a write are answered", async () => {
  await using services = await testServices();
  const { db } = services;
  const user = await services.user("ada@acme.test");
  const client = new AbortController();
  const readers = Array.from(
    { length: 8 },
    (_, n) => db.read(endless, { signal: client.signal, caller: `user:${n}` }),
  );
  const ended = Promise.allSettled(readers);
  let written = false;
  services.tenant("beside").then(() => written = true);
  await until("it is written", () => written);
  const found = await db.read((tx) =>
    tx.executeQuery(tenantOf({ id: user.tenantId }))
  );
  assert.equal(found.rows.length, 1);
  client.abort();
  const outcomes = await ended;
  assert.ok(outcomes.every(({ status }) => status === "rejected"));
});
