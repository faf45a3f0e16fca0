import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { notFound } from "../http/problem.ts";
import { commit } from "../realtime/commit.ts";
import type { Services } from "../services.ts";
import { announceAttachments } from "./announce_attachments.ts";
import { attachmentsOf } from "./attachments.ts";
import { findSent } from "./sent.ts";

/**
 * Removes an attachment from a message of the actor's. The file stays in the library. A file that
 * has left the library, and was in no other message, is removed for good.
 *
 * @throws {Problem} 404 for an attachment of a message that the actor does not have, 403 for one of
 * somebody else's.
 */
export async function detachFromMessage(
  services: Pick<Services, "db" | "spine" | "files" | "clock">,
  actor: Actor,
  id: number,
): Promise<void> {
  const { files } = services;
  const now = services.clock.now();
  const removeContent = await commit(services, async (tx, record) => {
    const { MessageId, MediaId } = await findAttachment(tx, id);
    await findSent(tx, actor, MessageId, now).catch((error) => {
      throw error.status === 404 ? notFound("Attachment", id) : error;
    });
    const attachments = await attachmentsOf(files, tx, [MessageId]);
    const removed = attachments.get(MessageId)!.filter((each) =>
      each.id === id
    );
    await tx.deleteFrom("MessageAttachments").where("Id", "=", id).execute();
    const type = "message:attachment:removed";
    await announceAttachments(tx, record, type, MessageId, removed, now);
    return await files.removeUnused(tx, MediaId);
  });
  await removeContent();
}

async function findAttachment(tx: Queries, id: number) {
  const row = await tx.selectFrom("MessageAttachments")
    .select(["MessageId", "MediaId"]).where("Id", "=", id).executeTakeFirst();
  if (!row) throw notFound("Attachment", id);
  return row;
}
