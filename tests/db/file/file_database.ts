import { join } from "node:path";
import { type Database, openDatabase } from "../../../lib/db/database.ts";
import { migrateUp } from "../../../lib/db/migrate.ts";
import type { Queries } from "../../../lib/db/queries.ts";

/** A migrated database file, gone with the scope that made it. */
export async function fileDatabase() {
  const folder = await Deno.makeTempDir({ prefix: "harbor-test-" });
  const db = await openDatabase({
    url: `file:${join(folder, "harbor.db")}`,
  });
  await migrateUp(db, {});
  return {
    db,
    async [Symbol.asyncDispose]() {
      await db.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

export async function insertTenant(tx: Queries, id: string): Promise<void> {
  const CreatedAt = "2026-01-15T09:00:00.000Z";
  await tx.insertInto("Tenants").values({ Id: id, Name: id, CreatedAt })
    .execute();
}

export async function tenantIds({ query }: Database): Promise<string[]> {
  const rows = await query.selectFrom("Tenants").select("Id").orderBy("Id")
    .execute();
  return rows.map(({ Id }) => Id);
}
