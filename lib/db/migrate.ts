import { sql } from "kysely";
import {
  type Migration,
  type MigrationInfo,
  type MigrationResultSet,
  Migrator,
} from "kysely/migration";
import type { Database, Queries } from "./database.ts";

/** By name, in order; a list in the code, so that a bundled or deployed program finds them. */
const migrations: Record<string, () => Promise<Migration>> = {
  "0001_tenants_and_users": () =>
    import("../../migrations/0001_tenants_and_users.ts"),
  "0002_event_log": () => import("../../migrations/0002_event_log.ts"),
  "0003_messages": () => import("../../migrations/0003_messages.ts"),
  "0004_search_entries": () =>
    import("../../migrations/0004_search_entries.ts"),
  "0005_jobs": () => import("../../migrations/0005_jobs.ts"),
  "0006_limits": () => import("../../migrations/0006_limits.ts"),
  "0007_media": () => import("../../migrations/0007_media.ts"),
  "0008_upload_client_id": () =>
    import("../../migrations/0008_upload_client_id.ts"),
  "0009_role_agent": () => import("../../migrations/0009_role_agent.ts"),
};

/** Names that applied migrations had before: two of them bore the number 0003. */
const RENAMED: Record<string, string> = {
  "0003_search_entries": "0004_search_entries",
  "0004_jobs": "0005_jobs",
  "0005_limits": "0006_limits",
  "0006_media": "0007_media",
  "0007_upload_client_id": "0008_upload_client_id",
};

/** Brings the schema to its newest form. Safe to call from several processes at once. */
export async function migrateUp(db: Database): Promise<string[]> {
  if (await isCurrent(db)) return [];
  return await run(db, (migrator) => migrator.migrateToLatest());
}

/** Takes the last migration back. */
export async function migrateDown(db: Database): Promise<string[]> {
  return await run(db, (migrator) => migrator.migrateDown());
}

/** Every migration, with the time it was applied, if it was. */
export function migrationStatus(
  db: Database,
): Promise<readonly MigrationInfo[]> {
  return db.write(async (tx) => {
    await bringNamesUpToDate(tx);
    return await (await migratorOf(tx)).getMigrations();
  });
}

async function isCurrent(db: Database): Promise<boolean> {
  const applied = await appliedNames(db.query);
  return applied.sort().join() === Object.keys(migrations).sort().join();
}

/** In one transaction, which holds the writer lock: another isolate that starts now waits. */
function run(
  db: Database,
  step: (migrator: Migrator) => Promise<MigrationResultSet>,
): Promise<string[]> {
  return db.write(async (tx) => {
    await bringNamesUpToDate(tx);
    const { error, results } = await step(await migratorOf(tx));
    if (error) throw error;
    return (results ?? []).map((result) => result.migrationName);
  });
}

/** @throws for a database that has migrations which this version does not know. */
async function bringNamesUpToDate(tx: Queries): Promise<void> {
  const applied = await appliedNames(tx);
  for (const name of applied.filter((name) => Object.hasOwn(RENAMED, name))) {
    await sql`
      UPDATE kysely_migration SET name = ${RENAMED[name]} WHERE name = ${name}`
      .execute(tx);
  }
  const unknown = applied.map((name) => RENAMED[name] ?? name)
    .filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length === 0) return;
  throw new Error(
    `It was made by a newer version of Harbor: this one does not know its migration ${
      unknown.map((name) => `"${name}"`).join(", ")
    }`,
  );
}

/** None in a new database, which has no such table. */
async function appliedNames(queries: Queries): Promise<string[]> {
  const { rows: [table] } = await sql`
    SELECT 1 FROM sqlite_schema WHERE name = 'kysely_migration'`
    .execute(queries);
  if (!table) return [];
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM kysely_migration`.execute(queries);
  return rows.map(({ name }) => name);
}

async function migratorOf(queries: Queries): Promise<Migrator> {
  const loaded: Record<string, Migration> = {};
  for (const [name, load] of Object.entries(migrations)) {
    loaded[name] = await load();
  }
  return new Migrator({
    db: queries,
    provider: { getMigrations: () => Promise.resolve(loaded) },
  });
}
