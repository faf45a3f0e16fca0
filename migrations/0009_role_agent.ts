import { type Kysely, sql } from "kysely";

/** An agent is a subscriber who also answers customers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await replaceRole(
    db,
    sql`'subscriber', 'agent', 'tenant_admin', 'global_admin'`,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`UPDATE Users SET Role = 'subscriber' WHERE Role = 'agent'`
    .execute(db);
  await replaceRole(db, sql`'subscriber', 'tenant_admin', 'global_admin'`);
}

/**
 * A CHECK cannot be changed, and the table must not be rebuilt: within a transaction foreign keys
 * stay on, and dropping it would delete everybody's sessions.
 */
async function replaceRole(
  db: Kysely<unknown>,
  roles: ReturnType<typeof sql>,
): Promise<void> {
  await sql`
    ALTER TABLE Users ADD COLUMN NewRole TEXT NOT NULL DEFAULT 'subscriber'
      CHECK (NewRole IN (${roles}))`.execute(db);
  await sql`UPDATE Users SET NewRole = Role`.execute(db);
  await sql`ALTER TABLE Users DROP COLUMN Role`.execute(db);
  await sql`ALTER TABLE Users RENAME COLUMN NewRole TO Role`.execute(db);
}
