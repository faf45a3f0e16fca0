import { type Kysely, sql } from "kysely";

/** A tenant that is deactivated keeps all that it has, and nobody of it can sign in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE Tenants ADD COLUMN IsActive INTEGER NOT NULL DEFAULT 1`
    .execute(db);
  await sql`CREATE INDEX UsersByTime ON Users (TenantId, CreatedAt, Id)`
    .execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP INDEX UsersByTime`.execute(db);
  await sql`ALTER TABLE Tenants DROP COLUMN IsActive`.execute(db);
}
