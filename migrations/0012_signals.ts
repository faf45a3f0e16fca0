import { type Kysely, sql } from "kysely";

/** Signals on their way between processes, and who would read them. Both hold some seconds' worth. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // AUTOINCREMENT: the table is often empty, and no id may come twice.
  await sql`
    CREATE TABLE Signals (
      Id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
      ProcessId TEXT NOT NULL,
      TenantId TEXT NOT NULL,
      Topics TEXT NOT NULL,
      Type TEXT NOT NULL,
      Data TEXT NOT NULL,
      Key TEXT NOT NULL,
      CreatedAt TEXT NOT NULL
    )`.execute(db);
  await sql`
    CREATE TABLE Isolates (
      Id TEXT NOT NULL PRIMARY KEY,
      ProcessId TEXT NOT NULL,
      RenewedAt TEXT NOT NULL
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE Isolates`.execute(db);
  await sql`DROP TABLE Signals`.execute(db);
}
