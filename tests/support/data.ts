import { OWN } from "./migrations.ts";
import { randomBytes, scryptSync } from "node:crypto";
import { join } from "node:path";
import type { Actor } from "../../lib/auth/actor.ts";
import { createSessionKeys } from "../../lib/auth/create_session_keys.ts";
import { signToken } from "../../lib/auth/token.ts";
import { type Database, openDatabase } from "../../lib/db/database.ts";
import { migrateUp } from "../../lib/db/migrate.ts";
import { systemClock } from "../../lib/clock.ts";
import { AREAS } from "../../lib/areas.ts";
import { readSettings } from "../../lib/settings.ts";
import { client, PASSWORD, type TestClient } from "./client.ts";
import { addUser, type UserOptions } from "./people.ts";

/** Two companies and the operator; everybody's password is `PASSWORD`. */
export const PEOPLE: Record<string, UserOptions> = {
  "ada@acme.test": { name: "Ada Lovelace" },
  "ben@acme.test": { name: "Ben Okri" },
  "carla@acme.test": { name: "Carla Ruiz", role: "tenant_admin" },
  "gina@globex.test": { name: "Gina Pham" },
  "greg@globex.test": { name: "Greg Stone", role: "tenant_admin" },
  "root@system.test": { name: "Root", role: "global_admin" },
};

/** A data folder for servers, with people in it, removed with the scope that made it. */
export interface TestData extends AsyncDisposable {
  dataDir: string;
  actors: Record<string, Actor>;
  /** A client of a server on this data, whose token is made here to save hashing a password. */
  client(server: { url: string }, email: string): TestClient;
  /** Makes new tokens for clients from now on. A token is valid for 15 minutes. */
  renewTokens(): Promise<void>;
  /** Opens the database beside the servers that use it. The caller closes it. */
  open(): Promise<Database>;
}

/**
 * `await using data = await populated();` The people are in the folder's database file, or in the
 * database at `databaseUrl`.
 */
export async function populated(
  people = PEOPLE,
  databaseUrl?: string,
): Promise<TestData> {
  const dataDir = await Deno.makeTempDir({ prefix: "harbor-test-" });
  const url = databaseUrl ?? `file:${join(dataDir, "harbor.db")}`;
  const open = () => openDatabase({ url });
  const passwordHash = cheapHash(PASSWORD);
  const db = await open();
  await migrateUp(db, OWN);
  const keys = createSessionKeys(db, readSettings({}, AREAS), systemClock);
  const actors: Record<string, Actor> = {};
  const tokens: Record<string, string> = {};
  const renewTokens = async () => {
    for (const [email, actor] of Object.entries(actors)) {
      tokens[email] = (await signToken(keys, actor, new Date())).token;
    }
  };
  for (const [email, options] of Object.entries(people)) {
    actors[email] = await addUser(db, email, { passwordHash, ...options });
  }
  await renewTokens();
  await db.close();
  return {
    dataDir,
    actors,
    open,
    renewTokens,
    client: ({ url }, email) => {
      const { userId: id, tenantId } = actors[email];
      return client(url, tokens[email], { id, email, tenantId });
    },
    [Symbol.asyncDispose]: () => Deno.remove(dataDir, { recursive: true }),
  };
}

/** A password hash at a low cost, so that tests can log in often. */
export function cheapHash(password: string): string {
  const cost = { N: 2, r: 1, p: 1 };
  const salt = randomBytes(16);
  const hash = scryptSync(password, salt, 32, cost);
  const { N, r, p } = cost;
  return ["scrypt", N, r, p, salt.toString("base64"), hash.toString("base64")]
    .join("$");
}
