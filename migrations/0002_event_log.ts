import { type Kysely, sql } from "kysely";

/**
 * AUTOINCREMENT, so that an id is never given twice, even when the newest rows were pruned.
 * The shard's id names this database on the doorbells that several databases may share.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE Events (
      Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      TenantId TEXT NOT NULL,
      Audience TEXT NOT NULL,
      Type TEXT NOT NULL,
      Payload TEXT NOT NULL,
      CreatedAt TEXT NOT NULL
    )`.execute(db);
  await sql`CREATE INDEX EventsByTenant ON Events (TenantId, Id)`.execute(db);
  await sql`
    CREATE TABLE Shard (
      Id TEXT NOT NULL PRIMARY KEY,
      Floor INTEGER NOT NULL
    )`.execute(db);
  await sql`INSERT INTO Shard (Id, Floor) VALUES (lower(hex(randomblob(8))), 0)`
    .execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE Shard`.execute(db);
  await sql`DROP TABLE Events`.execute(db);
}
