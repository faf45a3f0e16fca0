import { type Kysely, sql } from "kysely";

/**
 * `DueAt` is when somebody should take the job: the time it was put off to; while it runs, the end
 * of its lease, past which whoever held it counts as gone; none for the dead. What is done has no
 * row any more.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE Jobs (
      Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      Kind TEXT NOT NULL,
      Key TEXT,
      Payload TEXT NOT NULL,
      State TEXT NOT NULL CHECK (State IN ('pending', 'running', 'dead')),
      DueAt TEXT,
      Attempts INTEGER NOT NULL DEFAULT 0,
      LeaseId TEXT,
      LastError TEXT,
      CreatedAt TEXT NOT NULL
    )`.execute(db);
  await sql`CREATE INDEX JobsByDue ON Jobs (DueAt, Id)`.execute(db);
  await sql`
    CREATE UNIQUE INDEX JobsPendingByKey ON Jobs (Kind, Key)
    WHERE State = 'pending' AND Key IS NOT NULL`.execute(db);
  await sql`CREATE INDEX JobsByKind ON Jobs (Kind, Key, State)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE Jobs`.execute(db);
}
