import { type Database, openDatabase } from "../db/database.ts";
import { databaseLocation } from "../db/location.ts";
import { AREAS } from "../areas.ts";
import { migrateUp } from "../db/migrate.ts";
import { migrationsOf } from "../open_services.ts";
import type { Spine } from "../realtime/spine.ts";
import { type Clock, systemClock } from "../clock.ts";
import { readSettings, type Settings } from "../settings.ts";

/** The services of a command; `await using` closes them. */
export interface CommandServices extends AsyncDisposable {
  settings: Settings;
  db: Database;
  /** A command rings at nobody's: the servers find by themselves what it has recorded. */
  spine: Pick<Spine, "ring">;
  clock: Clock;
}

/**
 * Opens the database that the environment names, with its schema brought up to date. A server may
 * be running on it meanwhile.
 *
 * @throws {SettingsError} for an environment that cannot be used.
 */
export async function open(): Promise<CommandServices> {
  const services = await openAsItIs();
  await migrateUp(services.db, migrationsOf(AREAS));
  return services;
}

/** The same, with the schema as it is. */
export async function openAsItIs(): Promise<CommandServices> {
  const settings = readSettings(Deno.env.toObject(), AREAS);
  const db = await openDatabase(databaseLocation(settings));
  return {
    settings,
    db,
    spine: { ring() {} },
    clock: systemClock,
    [Symbol.asyncDispose]: () => db.close(),
  };
}
