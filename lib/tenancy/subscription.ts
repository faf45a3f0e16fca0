import type { Actor } from "../auth/actor.ts";
import { isSessionAlive } from "../auth/stored_sessions.ts";
import type { Clock } from "../clock.ts";
import { TENANT, userTopic } from "../realtime/topic.ts";
import type { Subscription } from "../realtime/subscription.ts";

/**
 * What `actor` may be streamed: events for the whole tenant and for them, from the position that
 * they name, for as long as their session lives.
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
    isAlive: (tx) => isSessionAlive(tx, actor.sessionId, clock.now()),
  };
}
