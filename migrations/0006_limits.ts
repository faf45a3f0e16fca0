import { type Kysely, sql } from "kysely";

/** One row for each limit that was set: without a tenant, for all that have none of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE Limits (
      TenantId TEXT REFERENCES Tenants (Id) ON DELETE CASCADE,
      Name TEXT NOT NULL,
      Value TEXT NOT NULL,
      UpdatedAt TEXT NOT NULL,
      UpdatedBy TEXT NOT NULL
    )`.execute(db);
  // In a plain unique index, no two rows without a tenant would be the same.
  await sql`
    CREATE UNIQUE INDEX LimitsByTenant ON Limits (ifnull(TenantId, ''), Name)`
    .execute(db);
  await sql`CREATE INDEX LimitsOfTenant ON Limits (TenantId)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE Limits`.execute(db);
}
