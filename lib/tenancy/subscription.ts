import type { Actor } from "../auth/actor.ts";
import { TENANT, userTopic } from "../realtime/topic.ts";
import type { Clock } from "../services.ts";
import type { Subscription } from "../realtime/subscription.ts";

/**
 * What `actor` may be streamed: all that is addressed to the whole tenant or to them, from the
 * position that they name, for as long as their session lives.
 */
export function subscriptionOf(
  actor: Actor,
  position: string | null,
  clock: Clock,
): Subscription {
  return {
    subscriber: {
      tenantId: actor.tenantId,
      userId: actor.userId,
      sessionId: actor.sessionId,
      topics: new Set([TENANT, userTopic(actor.userId)]),
    },
    position,
    sessionExpiresAt: new Date(actor.sessionExpiresAt),
    isAlive: async (tx) => {
      const row = await tx.selectFrom("Sessions")
        .innerJoin("Users", "Users.Id", "Sessions.UserId")
        .select("Sessions.Id")
        .where("Sessions.Id", "=", actor.sessionId)
        .where("Sessions.ExpiresAt", ">", clock.now().toISOString())
        .where("Users.IsActive", "=", 1)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
