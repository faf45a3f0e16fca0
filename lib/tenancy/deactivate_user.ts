import { endSessionsOf } from "../auth/stored_sessions.ts";
import { notFound } from "../http/problem.ts";
import { commit } from "../realtime/commit.ts";
import { TENANT, userTopic } from "../realtime/topic.ts";
import type { Services } from "../services.ts";

/**
 * Shuts a user out: no more login, all sessions ended and, on every isolate, all streams. What
 * the user wrote stays. Doing it twice changes nothing.
 *
 * @throws {Problem} 404 when no user has the id.
 */
export async function deactivateUser(
  services: Pick<Services, "db" | "spine" | "clock">,
  userId: number,
): Promise<void> {
  await commit(services, async (tx, record) => {
    const user = await tx.selectFrom("Users").select(["TenantId", "IsActive"])
      .where("Id", "=", userId).executeTakeFirst();
    if (user === undefined) throw notFound("User", userId);
    if (user.IsActive === 0) return;
    await tx.updateTable("Users").set({ IsActive: 0 })
      .where("Id", "=", userId).execute();
    await endSessionsOf(tx, userId);
    record({
      tenantId: user.TenantId,
      type: "user:changed",
      topics: [userTopic(userId)],
      about: { userId },
      payload: {},
      leaves: [{ userId, topic: TENANT }],
    });
  });
}
