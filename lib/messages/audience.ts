import type { Queries } from "../db/database.ts";
import type { Audience } from "../media/ports.ts";

/** One message, or all messages that one file is in. */
export type Attached = { messageId: number } | { mediaId: number };

/**
 * The senders of these messages, and the recipients who can read them now. Recipients who deleted
 * theirs or moved to another tenant cannot, and nobody can after a recall or the expiry.
 */
export async function audienceOf(
  tx: Queries,
  attached: Attached,
  now: Date,
): Promise<Audience> {
  const messages = tx.selectFrom("Messages as m")
    .where("m.IsDeleted", "=", 0)
    .where((eb) =>
      "messageId" in attached ? eb("m.Id", "=", attached.messageId) : eb(
        "m.Id",
        "in",
        eb.selectFrom("MessageAttachments as a").select("a.MessageId")
          .where("a.MediaId", "=", attached.mediaId),
      )
    );
  const senders = messages
    .innerJoin("Users as u", "u.Email", "m.SenderEmail")
    .where((eb) =>
      eb("u.TenantId", "=", eb.ref("m.TenantId"))
        .or("u.Role", "=", "global_admin")
    )
    .select(["u.Id", "u.TenantId"]);
  const recipients = messages
    .where("m.IsRecalled", "=", 0)
    .where((eb) =>
      eb("m.ExpiresAt", "is", null).or("m.ExpiresAt", ">", now.toISOString())
    )
    .innerJoin("MessageRecipients as r", "r.MessageId", "m.Id")
    .where("r.IsDeleted", "=", 0)
    .innerJoin("Users as u", "u.Email", "r.RecipientEmail")
    .whereRef("u.TenantId", "=", "m.TenantId")
    .select(["u.Id", "u.TenantId"]);
  const people = await senders.union(recipients).execute();
  const audience: Audience = new Map();
  for (const { Id, TenantId } of people) {
    const users = audience.get(TenantId) ?? new Set();
    audience.set(TenantId, users.add(Id));
  }
  return audience;
}
