import type { SelectQueryBuilder } from "kysely";
import type { Queries } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";

/** `SELECT MessageId FROM MessageAttachments …` */
type MessageIds = SelectQueryBuilder<
  Schema,
  "MessageAttachments",
  { MessageId: number }
>;

/**
 * Topics, by tenant, of the users who have one of these messages: of its sender, and of all who can
 * read it, which they cannot when it was recalled, has expired, or is deleted.
 */
export async function readersOf(
  tx: Queries,
  messageIds: number[] | MessageIds,
  now: Date,
): Promise<Map<string, string[]>> {
  const senders = tx.selectFrom("Messages as m")
    .innerJoin("Users as u", "u.Email", "m.SenderEmail")
    .where("m.Id", "in", messageIds).where("m.IsDeleted", "=", 0)
    .select(["u.Id", "u.TenantId"]);
  const recipients = tx.selectFrom("Messages as m")
    .innerJoin("MessageRecipients as r", "r.MessageId", "m.Id")
    .innerJoin("Users as u", "u.Email", "r.RecipientEmail")
    .where("m.Id", "in", messageIds).where("m.IsDeleted", "=", 0)
    .where("m.IsRecalled", "=", 0).where("r.IsDeleted", "=", 0)
    .where((eb) =>
      eb("m.ExpiresAt", "is", null)
        .or("m.ExpiresAt", ">", now.toISOString())
    )
    .select(["u.Id", "u.TenantId"]);
  const users = await senders.union(recipients).execute();
  const byTenant = Map.groupBy(users, ({ TenantId }) => TenantId);
  return new Map(
    [...byTenant].map(([tenantId, some]) => [
      tenantId,
      some.map(({ Id }) => `user:${Id}`),
    ]),
  );
}
