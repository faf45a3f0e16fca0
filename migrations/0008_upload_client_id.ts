import { type Kysely, sql } from "kysely";

/**
 * What the uploader calls an upload, so that a retry does not bring its files twice; `ClientPart`
 * is a file's place among them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE MediaFiles ADD COLUMN ClientId TEXT`.execute(db);
  await sql`ALTER TABLE MediaFiles ADD COLUMN ClientPart INTEGER`.execute(db);
  await sql`
    CREATE UNIQUE INDEX MediaByClientId
    ON MediaFiles (UploadedBy, ClientId, ClientPart)
    WHERE ClientId IS NOT NULL`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP INDEX MediaByClientId`.execute(db);
  await sql`ALTER TABLE MediaFiles DROP COLUMN ClientPart`.execute(db);
  await sql`ALTER TABLE MediaFiles DROP COLUMN ClientId`.execute(db);
}
