import type { Queries } from "../db/database.ts";
import type { RecordEvent } from "../realtime/event.ts";
import { userTopic } from "../realtime/topic.ts";
import type { Attachment } from "./contract.ts";
import { audienceOf } from "./audience.ts";
import type { AnnouncedAttachment, AttachmentEvent } from "./events.ts";
import { leanAttachment } from "./lean.ts";

/**
 * Tells everybody who has a message which attachments were added or removed, after the change, with
 * an event for each attachment and tenant.
 */
export async function announceAttachments(
  tx: Queries,
  record: RecordEvent,
  type: AttachmentEvent["type"],
  messageId: number,
  attachments: Attachment[],
  now: Date,
): Promise<void> {
  const { AttachmentCount: attachmentCount } = await tx.selectFrom("Messages")
    .select("AttachmentCount").where("Id", "=", messageId)
    .executeTakeFirstOrThrow();
  const audience = await audienceOf(tx, { messageId }, now);
  for (const attachment of attachments) {
    const payload: AnnouncedAttachment = {
      ...leanAttachment(attachment),
      attachmentCount,
    };
    for (const [tenantId, users] of audience) {
      const topics = [...users].map(userTopic);
      record({ tenantId, type, topics, about: { messageId }, payload });
    }
  }
}
