import { sql } from "kysely";
import { type Actor, askedBy } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { head } from "../realtime/log/log.ts";
import type { DerivedSignal } from "../realtime/derived_signal.ts";
import type { Services } from "../services.ts";
import { PRIORITIES } from "../shared/priorities.ts";
import type { UnreadCount } from "./contract.ts";

type Count = Omit<UnreadCount, "position">;

/** How many messages of the inbox are unread, and the position at which that was true. */
export async function unreadCount(
  { db, clock }: Pick<Services, "db" | "clock">,
  actor: Actor,
): Promise<UnreadCount> {
  const { tenantId, userId } = actor;
  return await db.read(async (tx) => {
    const counts = await countUnread(tx, tenantId, [userId], clock.now());
    return { ...counts.get(userId)!, position: await head(tx) };
  }, askedBy(actor));
}

/** The count, told to each window of a user after all events that can change it. */
export const unreadCounts: DerivedSignal<"unread:count"> = {
  type: "unread:count",
  after: ["message:new", "message:read"],
  compute: (tx, tenantId, userIds) =>
    countUnread(tx, tenantId, userIds, new Date()),
  inConnected: (value) => ({ unreadCount: value.count }),
};

/** The counts of these users, also of those with none, read from `RecipientsUnread` alone. */
async function countUnread(
  tx: Queries,
  tenantId: string,
  userIds: number[],
  now: Date,
): Promise<Map<number, Count>> {
  const rows = await tx.selectFrom("Users as u")
    .leftJoin(
      "MessageRecipients as mine",
      (join) =>
        join.onRef("mine.RecipientEmail", "=", "u.Email")
          .on("mine.IsRead", "=", sql.lit(0))
          .on("mine.IsDeleted", "=", 0)
          .on("mine.IsArchived", "=", 0)
          .on((eb) =>
            eb("mine.ExpiresAt", "is", null)
              .or("mine.ExpiresAt", ">", now.toISOString())
          ),
    )
    .select("u.Id")
    .select(
      PRIORITIES.map((priority) =>
        sql<number>`count(CASE WHEN mine.Priority = ${
          sql.lit(priority)
        } THEN 1 END)`.as(priority)
      ),
    )
    .where("u.TenantId", "=", tenantId)
    .where("u.Id", "in", userIds)
    .groupBy("u.Id").execute();
  return new Map(
    rows.map(({ Id, ...byPriority }) => [Id, {
      count: PRIORITIES.reduce((sum, name) => sum + byPriority[name], 0),
      byPriority,
    }]),
  );
}
