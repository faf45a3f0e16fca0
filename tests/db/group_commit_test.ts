import assert from "node:assert/strict";
import type { CompiledQuery } from "kysely";
import type { Database, Queries } from "../../lib/db/database.ts";
import { prepared } from "../../lib/db/prepared.ts";
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
