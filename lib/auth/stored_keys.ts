import { Buffer } from "node:buffer";
import { randomBytes, randomUUID } from "node:crypto";
import type { Database, Queries } from "../db/database.ts";
import type { SessionKeyRow } from "../db/schema.ts";
import type { Clock } from "../clock.ts";
import { importSecret, SECRET_BYTES } from "./hmac_key.ts";
import { addDays, KEY_SIGNS_DAYS, KEY_VERIFIES_DAYS } from "./lifetimes.ts";
import type { SessionKey, SessionKeys } from "./session_keys.ts";
import { VerifiedTokens } from "./verified_tokens.ts";

interface StoredKey extends SessionKey {
  createdAt: string;
}

/**
 * Keys in the table `SessionKeys`. The newest signs until it is `KEY_SIGNS_DAYS` old; the next
 * signature then makes a new one. Every isolate checks its key's age before it signs, so that none
 * signs with a key that others have retired.
 */
export function storedKeys(db: Database, clock: Clock): SessionKeys {
  const known = new Map<string, StoredKey>();
  let newest: StoredKey | undefined;

  async function remember(row: SessionKeyRow): Promise<StoredKey> {
    const secret = Uint8Array.from(Buffer.from(row.Secret, "base64"));
    const key = await importSecret(secret);
    const stored = { id: row.Id, key, createdAt: row.CreatedAt };
    known.set(row.Id, stored);
    return stored;
  }

  return {
    async signing() {
      const now = clock.now();
      if (newest === undefined || !signsAt(newest.createdAt, now)) {
        newest = await remember(await signingRow(db, now));
      }
      return newest;
    },

    async verifying(id) {
      const key = known.get(id) ?? await find(id);
      return key && verifiesAt(key.createdAt, clock.now()) ? key : undefined;
    },

    verified: new VerifiedTokens(),
  };

  /** A key that another isolate has made since. */
  async function find(id: string): Promise<StoredKey | undefined> {
    const row = await db.query.selectFrom("SessionKeys").selectAll()
      .where("Id", "=", id).executeTakeFirst();
    return row && await remember(row);
  }
}

async function signingRow(db: Database, now: Date): Promise<SessionKeyRow> {
  return await findSigningRow(db.query, now) ??
    // Read again under the writer lock, so that of several starting isolates one makes the key.
    await db.write(async (tx) =>
      await findSigningRow(tx, now) ?? await insertRow(tx, now)
    );
}

async function findSigningRow(
  tx: Queries,
  now: Date,
): Promise<SessionKeyRow | undefined> {
  const row = await tx.selectFrom("SessionKeys").selectAll()
    .orderBy("CreatedAt", "desc").limit(1).executeTakeFirst();
  return row && signsAt(row.CreatedAt, now) ? row : undefined;
}

async function insertRow(tx: Queries, now: Date): Promise<SessionKeyRow> {
  await tx.deleteFrom("SessionKeys")
    .where("CreatedAt", "<=", addDays(now, -KEY_VERIFIES_DAYS).toISOString())
    .execute();
  const row = {
    Id: randomUUID(),
    Secret: randomBytes(SECRET_BYTES).toString("base64"),
    CreatedAt: now.toISOString(),
  };
  await tx.insertInto("SessionKeys").values(row).execute();
  return row;
}

function signsAt(createdAt: string, now: Date): boolean {
  return addDays(new Date(createdAt), KEY_SIGNS_DAYS) > now;
}

function verifiesAt(createdAt: string, now: Date): boolean {
  return addDays(new Date(createdAt), KEY_VERIFIES_DAYS) > now;
}
