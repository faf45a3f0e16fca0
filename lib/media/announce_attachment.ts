import type { Queries } from "../db/database.ts";
import type { RecordEvent } from "../realtime/spine.ts";
import { audienceOf } from "./audience.ts";
import type { Attachment } from "./contract.ts";
import type { AnnouncedAttachment } from "./events.ts";

/**
 * Tells the sender's windows, and those of all who can read the message, what was attached or taken
 * off; one event for each tenant.
 */
export async function announceAttachment(
  tx: Queries,
  record: RecordEvent,
  type: "message:attachment:added" | "message:attachment:removed",
  attachment: Attachment,
  now: Date,
): Promise<void> {
  const { messageId } = attachment;
  const { AttachmentCount: attachmentCount } = await tx.selectFrom("Messages")
    .select("AttachmentCount").where("Id", "=", messageId)
    .executeTakeFirstOrThrow();
  const payload: AnnouncedAttachment = { ...attachment, attachmentCount };
  const about = { messageId };
  for (const [tenantId, topics] of await audienceOf(tx, { messageId }, now)) {
    record({ tenantId, type, topics: [...topics], about, payload });
  }
}
