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
  "0003_search_entries": () =>
    import("../../migrations/0003_search_entries.ts"),
  "0004_jobs": () => import("../../migrations/0004_jobs.ts"),
  "0005_limits": () => import("../../migrations/0005_limits.ts"),
  "0006_media": () => import("../../migrations/0006_media.ts"),
  "0007_upload_client_id": () =>
    import("../../migrations/0007_upload_client_id.ts"),
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
export async function migrationStatus(
  db: Database,
): Promise<readonly MigrationInfo[]> {
  return await (await migratorOf(db.query)).getMigrations();
}

async function isCurrent(db: Database): Promise<boolean> {
  try {
    const rows = await db.query
      .withTables<{ kysely_migration: { name: string } }>()
      .selectFrom("kysely_migration").select("name").execute();
    const applied = rows.map(({ name }) => name).sort();
    return applied.join() === Object.keys(migrations).sort().join();
  } catch {
    return false; // no such table: a new database
  }
}

/** In one transaction, which holds the writer lock: another isolate that starts now waits. */
function run(
  db: Database,
  step: (migrator: Migrator) => Promise<MigrationResultSet>,
): Promise<string[]> {
  return db.write(async (tx) => {
    const { error, results } = await step(await migratorOf(tx));
    if (error) throw error;
    return (results ?? []).map((result) => result.migrationName);
  });
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
