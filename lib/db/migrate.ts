import { sql } from "kysely";
import {
  type Migration,
  type MigrationInfo,
  type MigrationResultSet,
  Migrator,
} from "kysely/migration";
import type { Database, Queries } from "./database.ts";
import { NewerDatabaseError } from "./errors.ts";

/** By name, which begins with a number; in the code, so that a bundled program finds them. */
export type Migrations = Record<string, () => Promise<Migration>>;

/** Those of the rooms that all areas share. */
const SHARED: Migrations = {
  "0001_tenants_and_users": () =>
    import("../../migrations/0001_tenants_and_users.ts"),
  "0002_event_log": () => import("../../migrations/0002_event_log.ts"),
  "0005_jobs": () => import("../../migrations/0005_jobs.ts"),
  "0006_limits": () => import("../../migrations/0006_limits.ts"),
  "0009_role_agent": () => import("../../migrations/0009_role_agent.ts"),
  "0011_topic_changes": () => import("../../migrations/0011_topic_changes.ts"),
  "0012_signals": () => import("../../migrations/0012_signals.ts"),
  "0014_tenant_active": () => import("../../migrations/0014_tenant_active.ts"),
  "0015_people_search": () => import("../../migrations/0015_people_search.ts"),
};

/** Names that applied migrations had before: two of them bore the number 0003. */
const RENAMED: Record<string, string> = {
  "0003_search_entries": "0004_search_entries",
  "0004_jobs": "0005_jobs",
  "0005_limits": "0006_limits",
  "0006_media": "0007_media",
  "0007_upload_client_id": "0008_upload_client_id",
};

/**
 * Brings the schema to its newest form, with the areas' own migrations. Safe to call from several
 * processes at once.
 *
 * @throws {NewerDatabaseError} for a database that a newer version has made.
 */
export async function migrateUp(
  db: Database,
  own: Migrations,
): Promise<string[]> {
  const migrations = { ...SHARED, ...own };
  if (await isCurrent(db, migrations)) return [];
  return await run(db, migrations, (migrator) => migrator.migrateToLatest());
}

/** Takes the last migration back. */
export async function migrateDown(
  db: Database,
  own: Migrations,
): Promise<string[]> {
  const migrations = { ...SHARED, ...own };
  return await run(db, migrations, (migrator) => migrator.migrateDown());
}

/** Every migration, with the time it was applied, if it was. */
export function migrationStatus(
  db: Database,
  own: Migrations,
): Promise<readonly MigrationInfo[]> {
  const migrations = { ...SHARED, ...own };
  return db.write(async (tx) => {
    await bringNamesUpToDate(tx, migrations);
    return await (await migratorOf(tx, migrations)).getMigrations();
  });
}

async function isCurrent(
  db: Database,
  migrations: Migrations,
): Promise<boolean> {
  const applied = await appliedNames(db.query);
  return applied.sort().join() === Object.keys(migrations).sort().join();
}

/** In one transaction, which holds the writer lock: another isolate that starts now waits. */
function run(
  db: Database,
  migrations: Migrations,
  step: (migrator: Migrator) => Promise<MigrationResultSet>,
): Promise<string[]> {
  return db.write(async (tx) => {
    await bringNamesUpToDate(tx, migrations);
    const { error, results } = await step(await migratorOf(tx, migrations));
    if (error) throw error;
    return (results ?? []).map((result) => result.migrationName);
  }, { deadlineMs: Infinity });
}

/** @throws {NewerDatabaseError} */
async function bringNamesUpToDate(
  tx: Queries,
  migrations: Migrations,
): Promise<void> {
  const applied = await appliedNames(tx);
  for (const name of applied.filter((name) => Object.hasOwn(RENAMED, name))) {
    await sql`
      UPDATE kysely_migration SET name = ${RENAMED[name]} WHERE name = ${name}`
      .execute(tx);
  }
  const unknown = applied.map((name) => RENAMED[name] ?? name)
    .filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length === 0) return;
  throw new NewerDatabaseError(
    `This database was made by a newer version of Harbor: it has the migration ${
      unknown.map((name) => `"${name}"`).join(", ")
    }, which this one does not know`,
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

async function migratorOf(
  queries: Queries,
  migrations: Migrations,
): Promise<Migrator> {
  const loaded: Record<string, Migration> = {};
  for (const [name, load] of Object.entries(migrations)) {
    loaded[name] = await load();
  }
  return new Migrator({
    db: queries,
    provider: { getMigrations: () => Promise.resolve(loaded) },
  });
}
