import type { Actor } from "../auth/actor.ts";
import { bounds } from "../realtime/log/log.ts";
import type { Services } from "../services.ts";

/**
 * What this isolate's spine is doing, as far as the actor may know: their own connections, for a
 * tenant's admin those of the tenant, for a global admin all.
 */
export async function realtimeStatus(
  { db, spine }: Pick<Services, "db" | "spine">,
  actor: Actor,
) {
  const { draining, connections, cursor } = spine.status();
  const { floor, head } = await bounds(db.query);
  const own = connections.filter(({ tenantId, userId }) => {
    if (actor.role === "global_admin") return true;
    if (tenantId !== actor.tenantId) return false;
    return actor.role === "tenant_admin" || userId === actor.userId;
  });
  return {
    status: draining ? "draining" as const : "up" as const,
    floor,
    head,
    /** Events not yet handed on; without a stream the isolate does not follow the log. */
    lag: connections.length > 0 ? Math.max(head - cursor, 0) : 0,
    connections: own,
  };
}
