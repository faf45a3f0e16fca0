import { randomBytes } from "node:crypto";
import type { Selectable } from "kysely";
import { prepared } from "../db/prepared.ts";
import type { UserRow } from "../db/schema.ts";
import { Problem } from "../http/problem.ts";
import { commit } from "../realtime/commit.ts";
import { userTopic } from "../realtime/topic.ts";
import type { Services } from "../services.ts";
import type { Actor } from "./actor.ts";
import type { Session } from "./contract.ts";
import { addDays, SESSION_DAYS } from "./lifetimes.ts";
import { isSessionAlive } from "./stored_sessions.ts";
import { readToken, signToken } from "./token.ts";

export type User = Selectable<UserRow>;

type Uses<Name extends keyof Services> = Pick<Services, Name>;

/** The user whom a token names, while the session lives. */
export interface FoundActor {
  actor: Actor;
  /** The session lives, but the token has expired and must be refreshed first. */
  expired: boolean;
}

/**
 * Starts a session for `user`, whose password has been verified.
 *
 * @throws {Problem} 401 when the user was shut out, or has got another password, meanwhile.
 */
export async function startSession(
  services: Uses<"db" | "sessionKeys" | "clock">,
  user: User,
): Promise<Session> {
  const now = services.clock.now();
  const sessionId = randomBytes(24).toString("base64url");
  const sessionExpiresAt = addDays(now, SESSION_DAYS).toISOString();
  await services.db.write(async (tx) => {
    // To verify a password takes long enough for an admin to come between.
    const same = await tx.selectFrom("Users")
      .innerJoin("Tenants", "Tenants.Id", "Users.TenantId")
      .select("Users.Id")
      .where("Users.Id", "=", user.Id).where("Users.IsActive", "=", 1)
      .where("Tenants.IsActive", "=", 1)
      .where("PasswordHash", "is", user.PasswordHash).executeTakeFirst();
    if (!same) throw new Problem(401, "The account was changed; sign in again");
    await tx.deleteFrom("Sessions")
      .where("ExpiresAt", "<=", now.toISOString()).execute();
    await tx.insertInto("Sessions").values({
      Id: sessionId,
      UserId: user.Id,
      CreatedAt: now.toISOString(),
      ExpiresAt: sessionExpiresAt,
    }).execute();
  });
  return await answer(services, {
    userId: user.Id,
    email: user.Email,
    name: user.Name,
    role: user.Role,
    tenantId: user.TenantId,
    sessionId,
    sessionExpiresAt,
  });
}

/**
 * Finds who holds `token`: one query, at every request, so that the end of a session and the
 * deactivation of a user count at once.
 */
export async function findActor(
  services: Uses<"db" | "sessionKeys" | "clock">,
  token: string,
): Promise<FoundActor | null> {
  const now = services.clock.now();
  const claims = await readToken(services.sessionKeys, token, now);
  if (claims === null) return null;
  const { rows: [actor] } = await services.db.query.executeQuery(
    actorOf({ sessionId: claims.sessionId, now: now.toISOString() }),
  );
  return actor ? { actor, expired: claims.expired } : null;
}

const actorOf = prepared((db, values: { sessionId: string; now: string }) =>
  db.selectFrom("Sessions")
    .innerJoin("Users", "Users.Id", "Sessions.UserId")
    .innerJoin("Tenants", "Tenants.Id", "Users.TenantId")
    .where("Sessions.Id", "=", values.sessionId)
    .where("Sessions.ExpiresAt", ">", values.now)
    .where("Users.IsActive", "=", 1)
    .where("Tenants.IsActive", "=", 1)
    .select([
      "Users.Id as userId",
      "Users.Email as email",
      "Users.Name as name",
      "Users.Role as role",
      "Users.TenantId as tenantId",
      "Sessions.Id as sessionId",
      "Sessions.ExpiresAt as sessionExpiresAt",
    ])
);

/**
 * Lets an actor go on whose request took its time to come in.
 *
 * @throws {Problem} 401 where the session has ended meanwhile, its user or tenant was shut out, or
 * the user has got another role: after a refresh, the program may try again.
 */
export async function requireUnchanged(
  { db, clock }: Uses<"db" | "clock">,
  { sessionId, role }: Actor,
): Promise<void> {
  const now = clock.now().toISOString();
  const { rows: [actor] } = await db.query.executeQuery(
    actorOf({ sessionId, now }),
  );
  if (actor?.role === role) return;
  throw new Problem(
    401,
    "The session has ended, or your role was changed, before the body had come",
  );
}

/**
 * Gives the session another `SESSION_DAYS` and a new token.
 *
 * @throws {Problem} 401 when the session has ended, or its user or tenant was shut out, in the
 * meantime.
 */
export async function renewSession(
  services: Uses<"db" | "sessionKeys" | "clock">,
  actor: Actor,
): Promise<Session> {
  const now = services.clock.now();
  const sessionExpiresAt = addDays(now, SESSION_DAYS).toISOString();
  await services.db.write(async (tx) => {
    if (!await isSessionAlive(tx, actor.sessionId, now)) {
      throw new Problem(401, "The session has ended");
    }
    await tx.updateTable("Sessions").set({ ExpiresAt: sessionExpiresAt })
      .where("Id", "=", actor.sessionId).execute();
  });
  return await answer(services, { ...actor, sessionExpiresAt });
}

/** Ends the session and, on every isolate, its streams. */
export async function endSession(
  services: Uses<"db" | "spine" | "clock">,
  { tenantId, userId, sessionId }: Actor,
): Promise<void> {
  await commit(services, async (tx, record) => {
    const { numDeletedRows } = await tx.deleteFrom("Sessions")
      .where("Id", "=", sessionId).executeTakeFirst();
    if (numDeletedRows === 0n) return; // another window was faster
    record({
      tenantId,
      type: "session:ended",
      topics: [userTopic(userId)],
      about: { sessionId },
      payload: {},
    });
  });
}

async function answer(
  { sessionKeys, clock }: Uses<"sessionKeys" | "clock">,
  actor: Actor,
): Promise<Session> {
  const { token, expiresAt } = await signToken(sessionKeys, actor, clock.now());
  const { userId: id, email, name, role, tenantId, sessionExpiresAt } = actor;
  const user = { id, email, name, role, tenantId };
  return { token, expiresAt, sessionExpiresAt, user };
}
