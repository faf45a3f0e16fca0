import { type Kysely, sql } from "kysely";

/** A message's words are indexed by who writes it, `lib/messages/insert.ts`, which says why. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TRIGGER MessageSearchInsert`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TRIGGER MessageSearchInsert AFTER INSERT ON Messages BEGIN
      INSERT INTO MessageSearch (rowid, Subject, Body, TenantId)
      VALUES (new.Id, new.Subject, new.Body, new.TenantId);
    END`.execute(db);
}
