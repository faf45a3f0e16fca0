import assert from "node:assert/strict";
import { join } from "node:path";
import { type CompiledQuery, sql } from "kysely";
import type { Database, Queries } from "../../lib/db/database.ts";
import { prepared } from "../../lib/db/prepared.ts";
import { writerLock } from "../../lib/db/writer_lock.ts";
import { testServices } from "../support/services.ts";

const insert = prepared((db, tenant: { id: string }) =>
  db.insertInto("Tenants").values({
    Id: tenant.id,
    Name: tenant.id,
    CreatedAt: "2026-01-15T09:00:00.000Z",
  })
);

async function ids(queries: Queries): Promise<string[]> {
  const rows = await queries.selectFrom("Tenants").select("Id").orderBy("Id")
    .execute();
  return rows.map(({ Id }) => Id);
}

/** Works that come in one tick share a transaction. */
async function together(
  db: Database,
  works: Parameters<Database["write"]>[0][],
): Promise<PromiseSettledResult<unknown>[]> {
  return await Promise.allSettled(works.map((work) => db.write(work)));
}

Deno.test("of works that share a transaction, one that fails takes back what it did and put off, and no more", async () => {
  await using services = await testServices();
  const { db } = services;
  const outcomes = await together(
    db,
    Array.from({ length: 6 }, (_, n) => async (tx, later) => {
      later(insert({ id: `later-${n}` }));
      await tx.executeQuery(insert({ id: `now-${n}` }));
      if (n % 3 === 2) throw new Error(`no ${n}`);
    }),
  );
  assert.deepEqual(
    outcomes.map((outcome) =>
      outcome.status === "rejected" ? outcome.reason.message : "done"
    ),
    ["done", "done", "no 2", "done", "done", "no 5"],
  );
  assert.deepEqual(await ids(db.query), [
    ...[0, 1, 3, 4].map((n) => `later-${n}`),
    ...[0, 1, 3, 4].map((n) => `now-${n}`),
  ]);
});

Deno.test("what was put off and fails, fails the work that put it off, and no other", async () => {
  await using services = await testServices();
  const { db } = services;
  await services.tenant("taken");
  const outcomes = await together(
    db,
    ["a", "taken", "b"].map((id) => (_tx, later) => {
      later(insert({ id }));
      return Promise.resolve();
    }),
  );
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled"],
  );
  assert.deepEqual(await ids(db.query), ["a", "b", "taken"]);
});

Deno.test("what is put off is done before the commit, in the order it came", async () => {
  await using services = await testServices();
  const { db } = services;
  const done: string[] = [];
  const put = (id: string): CompiledQuery => insert({ id });
  await db.write(async (tx, later) => {
    for (const id of ["b", "a", "c"]) later(put(id), () => done.push(id));
    assert.deepEqual(await ids(tx), []);
    assert.deepEqual(done, []);
  });
  assert.deepEqual(done, ["b", "a", "c"]);
  assert.deepEqual(await ids(db.query), ["a", "b", "c"]);
});

Deno.test("a work that is refused before it wrote costs the others of its group nothing", async () => {
  await using services = await testServices();
  const { db } = services;
  let runs = 0;
  const outcomes = await together(
    db,
    Array.from({ length: 5 }, (_, n) => async (tx, later) => {
      runs++;
      later(insert({ id: `later-${n}` }));
      await ids(tx);
      if (n === 2) throw new Error("no");
    }),
  );
  assert.equal(runs, 5);
  assert.deepEqual(
    outcomes.map(({ status }) => status === "fulfilled"),
    [true, true, false, true, true],
  );
  assert.deepEqual(
    await ids(db.query),
    [0, 1, 3, 4].map((n) => `later-${n}`),
  );
});

Deno.test("a work that catches its own violation goes on, and so does its group", async () => {
  await using services = await testServices();
  const { db } = services;
  await services.tenant("taken");
  const outcomes = await together(
    db,
    ["a", "taken", "b"].map((id) => async (tx) => {
      await tx.executeQuery(insert({ id })).catch(() => {});
    }),
  );
  assert.ok(outcomes.every(({ status }) => status === "fulfilled"));
  assert.deepEqual(await ids(db.query), ["a", "b", "taken"]);
});

Deno.test("when the commit itself is refused, none of the group is told that it was done", async () => {
  await using services = await testServices();
  const { db } = services;
  const outcomes = await together(db, [
    async (tx) => {
      await tx.executeQuery(insert({ id: "a" }));
    },
    async (tx) => {
      await sql`PRAGMA defer_foreign_keys = ON`.execute(tx);
      await sql`INSERT INTO Sessions (Id, UserId, CreatedAt, ExpiresAt)
        VALUES ('s', 4711, '', '')`.execute(tx);
    },
  ]);
  assert.ok(outcomes.every(({ status }) => status === "rejected"));
  assert.deepEqual(await ids(db.query), []);
  await db.write((tx) => tx.executeQuery(insert({ id: "after" })));
  assert.deepEqual(await ids(db.query), ["after"]);
});

Deno.test("more works than fit into one transaction are all done, in the order they came", async () => {
  await using services = await testServices();
  const { db } = services;
  const order: number[] = [];
  const outcomes = await together(
    db,
    Array.from({ length: 150 }, (_, n) => async (tx) => {
      order.push(n);
      await tx.executeQuery(insert({ id: `t-${n}` }));
    }),
  );
  assert.ok(outcomes.every(({ status }) => status === "fulfilled"));
  assert.deepEqual(order, Array.from({ length: 150 }, (_, n) => n));
  assert.equal((await ids(db.query)).length, 150);
});

Deno.test("works that come while another process writes share the transaction after it", async () => {
  await using services = await testServices();
  const { db, dataDir } = services;
  using others = writerLock(join(dataDir, "harbor.db-writer"));
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const writing = others.inTurn(async () => {
    begun.resolve();
    await ended.promise;
  });
  await begun.promise;

  const transactions: Queries[] = [];
  const write = () =>
    db.write((tx) => Promise.resolve(void transactions.push(tx)));
  const first = write();
  for (let turn = 0; turn < 10; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
  }
  const second = write();
  ended.resolve();
  await Promise.all([writing, first, second]);
  assert.equal(transactions.length, 2);
  assert.equal(transactions[0], transactions[1]);
});
