import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { Settings } from "../settings.ts";
import { givenKeys } from "./given_keys.ts";
import type { SessionKeys } from "./session_keys.ts";
import { storedKeys } from "./stored_keys.ts";

/**
 * The keys in `settings.sessionKeys`, or those in the database, which are made when first needed.
 *
 * @throws {SettingsError} for given keys that cannot be used.
 */
export function createSessionKeys(
  db: Database,
  settings: Pick<Settings, "sessionKeys">,
  clock: Clock,
): SessionKeys {
  return settings.sessionKeys === undefined
    ? storedKeys(db, clock)
    : givenKeys(settings.sessionKeys);
}
