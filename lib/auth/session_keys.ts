import type { Database } from "../db/database.ts";
import type { Clock } from "../services.ts";
import type { Settings } from "../settings.ts";
import { givenKeys } from "./given_keys.ts";
import { storedKeys } from "./stored_keys.ts";
import type { VerifiedTokens } from "./verified_tokens.ts";

/** A secret that signs tokens, and the name (`kid`) by which a token says so. */
export interface SessionKey {
  id: string;
  key: CryptoKey;
}

/** The keys of the session tokens, the same ones on every isolate. */
export interface SessionKeys {
  /** The key to sign with now. */
  signing(): Promise<SessionKey>;
  /** The key of this id, if a token that it signed can still be good. */
  verifying(id: string): Promise<SessionKey | undefined>;
  /** What these keys have verified. */
  readonly verified: VerifiedTokens;
}

/**
 * The keys that `settings.sessionKeys` gives, else those in the database, made when first needed.
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
