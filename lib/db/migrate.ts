import {
  type Migration,
  type MigrationInfo,
  type MigrationResultSet,
  Migrator,
} from "kysely/migration";
import type { Database } from "./database.ts";
import { isBusy } from "./errors.ts";
import { retryWhile } from "./retry.ts";

/** By name, in order; a list in the code, so that a bundled or deployed program finds them. */
const migrations: Record<string, () => Promise<Migration>> = {
  "0001_tenants_and_users": () =>
    import("../../migrations/0001_tenants_and_users.ts"),
  "0002_event_log": () => import("../../migrations/0002_event_log.ts"),
  "0003_messages": () => import("../../migrations/0003_messages.ts"),
};

/** Another isolate that starts at the same moment may be migrating: wait for it this long. */
const DEADLINE_MS = 30_000;

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
  return await (await migratorOf(db)).getMigrations();
}

async function isCurrent(db: Database): Promise<boolean> {
  try {
    const rows = await db.query
      .withTables<{ kysely_migration: { name: string } }>()
      .selectFrom("kysely_migration").select("name").execute();
    return rows.length === Object.keys(migrations).length;
  } catch {
    return false; // no such table: a new database
  }
}

function run(
  db: Database,
  step: (migrator: Migrator) => Promise<MigrationResultSet>,
) {
  return retryWhile(isBusy, DEADLINE_MS, async () => {
    const { error, results } = await step(await migratorOf(db));
    if (error) throw error;
    return (results ?? []).map((result) => result.migrationName);
  });
}

async function migratorOf(db: Database): Promise<Migrator> {
  const loaded: Record<string, Migration> = {};
  for (const [name, load] of Object.entries(migrations)) {
    loaded[name] = await load();
  }
  return new Migrator({
    db: db.query,
    provider: { getMigrations: () => Promise.resolve(loaded) },
  });
}
