import type { Database } from "../../lib/db/database.ts";
import type { Actor } from "../../lib/auth/actor.ts";

/**
 * The ids of the events that a user is entitled to, read from the log itself. Every reader must get
 * exactly these, in this order.
 */
export async function entitledIds(
  db: Database,
  { tenantId, userId }: Pick<Actor, "tenantId" | "userId">,
  after = 0,
): Promise<number[]> {
  const rows = await db.query.selectFrom("Events")
    .select(["Id", "Audience"])
    .where("TenantId", "=", tenantId)
    .where("Id", ">", after)
    .orderBy("Id").execute();
  return rows.filter(({ Audience }) => {
    const topics: string[] = JSON.parse(Audience);
    return topics.includes("tenant") || topics.includes(`user:${userId}`);
  }).map(({ Id }) => Id);
}
