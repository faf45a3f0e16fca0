import type { Actor } from "../../auth/actor.ts";
import type { Queries } from "../../db/database.ts";
import type { RecordEvent } from "../../realtime/event.ts";
import { redact, type StateNow } from "../../realtime/log/redact.ts";
import { userTopic } from "../../realtime/topic.ts";
import type { Services } from "../../services.ts";
import { attachmentsOf } from "../attachments.ts";
import { audienceOf } from "../audience.ts";
import type { AnnouncedAttachment, AnnouncedMessage } from "../events.ts";

/**
 * Takes a message from everybody, its text and files from the rows, the index and the log. A file
 * stays in the library of who has it there.
 *
 * @returns what removes the content of files that nothing has any more, for after the commit.
 */
export async function deleteForAll(
  { files }: Pick<Services, "files">,
  tx: Queries,
  record: RecordEvent,
  actor: Actor,
  id: number,
  now: Date,
): Promise<() => Promise<void>> {
  const audience = await audienceOf(tx, { messageId: id }, now);
  const attached = await attachmentsOf(files, tx, [id]);
  // Before it is deleted: the trigger of the index looks at what the text was.
  await tx.updateTable("Messages").set({ Subject: "", Body: "" })
    .where("Id", "=", id).execute();
  await tx.updateTable("Messages")
    .set({ IsDeleted: 1, DeletedAt: now.toISOString() })
    .where("Id", "=", id).execute();
  await tx.deleteFrom("MessageAttachments").where("MessageId", "=", id)
    .execute();
  const removals: (() => Promise<void>)[] = [];
  for (const { mediaId } of attached.get(id) ?? []) {
    removals.push(await files.removeUnused(tx, mediaId));
  }
  redact(record, actor.tenantId, { messageId: id }, FORGOTTEN);
  for (const [tenantId, users] of audience) {
    record({
      tenantId,
      type: "message:delete",
      topics: [...users].map(userTopic),
      about: { messageId: id },
      payload: {},
    });
  }
  return async () => {
    for (const remove of removals) await remove();
  };
}

const NO_MESSAGE: AnnouncedMessage = {
  id: 0,
  subject: "",
  body: "",
  sender: { email: "", name: "" },
};

const NO_ATTACHMENT: AnnouncedAttachment = {
  id: 0,
  messageId: 0,
  mediaId: 0,
  fileName: "",
  fileSize: 0,
  contentType: "",
  attachmentType: "media_library",
  createdAt: "",
  mediaType: "document",
  state: "ready",
  attachmentCount: 0,
};

/** What the log tells of such a message from then on; that it was deleted comes last. */
const FORGOTTEN: StateNow<{ messageId: number }> = {
  "message:new": NO_MESSAGE,
  "message:attachment:added": NO_ATTACHMENT,
  "message:attachment:removed": NO_ATTACHMENT,
  "message:read": "kept",
  "message:update": "kept",
  "message:delete": "kept",
};
