import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE Echoes (
      Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      TenantId TEXT NOT NULL REFERENCES Tenants (Id) ON DELETE CASCADE,
      UserId INTEGER NOT NULL REFERENCES Users (Id) ON DELETE CASCADE,
      Text TEXT NOT NULL,
      CreatedAt TEXT NOT NULL
    )`.execute(db);
  await sql`CREATE INDEX EchoesByTenant ON Echoes (TenantId, UserId)`
    .execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE Echoes`.execute(db);
}
