import assert from "node:assert/strict";
import { sql } from "kysely";
import type { Database } from "../../../lib/db/database.ts";
import { isUnavailable } from "../../../lib/db/errors.ts";
import { fileDatabase, insertTenant, tenantIds } from "./file_database.ts";

Deno.test("on a full disk nothing is written, all can be read, and it goes on once there is room", async () => {
  await using file = await fileDatabase();
  const { db } = file;
  await db.write((tx) => insertTenant(tx, "before"));
  await roomFor(db, 0);
  const outcomes = await Promise.allSettled(
    ["a", "b", "c"].map((id) =>
      db.write((tx) => insertTenant(tx, id.repeat(100_000)))
    ),
  );
  for (const outcome of outcomes) {
    assert.ok(outcome.status === "rejected" && isUnavailable(outcome.reason));
  }
  assert.deepEqual(await tenantIds(db), ["before"]);
  await roomFor(db, 1_000);
  await db.write((tx) => insertTenant(tx, "next"));
  assert.deepEqual(await tenantIds(db), ["before", "next"]);
});

/** Lets the file grow by so many pages, as far as the connection that writes is concerned. */
async function roomFor(db: Database, pages: number): Promise<void> {
  await db.write(async (tx) => {
    const { rows: [{ page_count }] } = await sql<{ page_count: number }>`
      PRAGMA page_count`.execute(tx);
    await sql`PRAGMA max_page_count = ${sql.lit(page_count + pages)}`
      .execute(tx);
  });
}
