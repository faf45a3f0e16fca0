import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import type { Attachment } from "../media/contract.ts";
import type { AnnouncedAttachment } from "../media/events.ts";
import type { RecordEvent } from "../realtime/spine.ts";
import type { SeenRow } from "./seen.ts";

/**
 * To the sender's windows and those of all who can read the message; one event for each tenant. Of
 * a message that was recalled, only its sender hears.
 */
export async function announceAttachment(
  tx: Queries,
  record: RecordEvent,
  sender: Actor,
  message: SeenRow,
  type: "message:attachment:added" | "message:attachment:removed",
  attachment: Attachment,
): Promise<void> {
  const topics = new Map([[sender.tenantId, [`user:${sender.userId}`]]]);
  if (message.IsRecalled === 0) {
    const readers = await tx.selectFrom("MessageRecipients as r")
      .innerJoin("Users as u", "u.Email", "r.RecipientEmail")
      .select("u.Id")
      .where("r.MessageId", "=", message.Id).where("r.IsDeleted", "=", 0)
      .where("u.Id", "<>", sender.userId).execute();
    topics.set(message.TenantId, [
      ...topics.get(message.TenantId) ?? [],
      ...readers.map(({ Id }) => `user:${Id}`),
    ]);
  }
  const { AttachmentCount: attachmentCount } = await tx.selectFrom("Messages")
    .select("AttachmentCount").where("Id", "=", message.Id)
    .executeTakeFirstOrThrow();
  const payload: AnnouncedAttachment = { ...attachment, attachmentCount };
  for (const [tenantId, users] of topics) {
    if (users.length === 0) continue;
    record({
      tenantId,
      type,
      topics: users,
      about: { messageId: message.Id },
      payload,
    });
  }
}
