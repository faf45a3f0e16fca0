import type { Actor } from "../auth/actor.ts";
import { hashPassword, verifyPassword } from "../auth/password.ts";
import { endSessionsOf } from "../auth/stored_sessions.ts";
import type { Client } from "../http/client.ts";
import { notFound, Problem } from "../http/problem.ts";
import { commit, type CommitServices } from "../realtime/commit.ts";
import { userTopic } from "../realtime/topic.ts";
import type { Services } from "../services.ts";
import type { PasswordChange } from "./contract.ts";

/**
 * Gives the actor another password, and ends their other sessions: whoever knew the old one is out.
 *
 * @throws {Problem} 422 for a wrong current password, which counts as a wrong one at the sign-in;
 * 409 where it was changed meanwhile; 429 after too many wrong ones; 503 when too many sign in.
 */
export async function changePassword(
  services: CommitServices & Pick<Services, "rateLimits" | "turns">,
  actor: Actor,
  { current, password }: PasswordChange,
  client: Client,
): Promise<void> {
  const { userId, tenantId, sessionId } = actor;
  const wasNoGuess = services.rateLimits.login(actor.email, client.address);
  const row = await services.db.query.selectFrom("Users")
    .select("PasswordHash").where("Id", "=", userId).executeTakeFirst();
  const former = row?.PasswordHash ?? null;
  const isRight = await services.turns.password(() =>
    verifyPassword(current, former)
  );
  if (!isRight) {
    throw new Problem(
      422,
      "Cannot change the password: the current one is wrong",
      {
        errors: [{ path: "current", message: "is wrong" }],
      },
    );
  }
  wasNoGuess();
  const hash = await services.turns.password(() => hashPassword(password));
  await commit(services, async (tx, record) => {
    const { numUpdatedRows } = await tx.updateTable("Users")
      .set({ PasswordHash: hash })
      .where("Id", "=", userId).where("PasswordHash", "is", former)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) {
      throw new Problem(409, "The password was changed meanwhile");
    }
    for (const ended of await endSessionsOf(tx, userId, sessionId)) {
      record({
        tenantId,
        type: "session:ended",
        topics: [userTopic(userId)],
        about: { sessionId: ended },
        payload: {},
      });
    }
  });
}

/**
 * Gives a user another password, for whoever runs commands here, and ends all their sessions.
 *
 * @throws {Problem} 404 when no user has the id.
 */
export async function setPassword(
  services: CommitServices,
  userId: number,
  hash: string,
): Promise<void> {
  await commit(services, async (tx, record) => {
    const user = await tx.updateTable("Users").set({ PasswordHash: hash })
      .where("Id", "=", userId).returning("TenantId").executeTakeFirst();
    if (!user) throw notFound("User", userId);
    await endSessionsOf(tx, userId);
    record({
      tenantId: user.TenantId,
      type: "user:changed",
      topics: [userTopic(userId)],
      about: { userId },
      payload: {},
    });
  });
}
