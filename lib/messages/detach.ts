import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { notFound } from "../http/problem.ts";
import { announceAttachments } from "../media/announce_attachments.ts";
import { attachmentsOf } from "../media/attachments.ts";
import { removeObjects, removeUnused } from "../media/remove.ts";
import { commit } from "../realtime/commit.ts";
import type { Services } from "../services.ts";
import { findSent } from "./sent.ts";

/**
 * The sender takes an attachment off a message. The file stays in the library; one that is not
 * there any more, and was in no other message, is removed for good.
 *
 * @throws {Problem} 404 for an attachment of a message that the actor does not have, 403 for one of
 * somebody else's.
 */
export async function detachFromMessage(
  services: Pick<Services, "db" | "spine" | "store" | "clock" | "log">,
  actor: Actor,
  id: number,
): Promise<void> {
  const now = services.clock.now();
  const leftover = await commit(services, async (tx, record) => {
    const { MessageId, MediaId } = await findAttachment(tx, id);
    await findSent(tx, actor, MessageId, now).catch((error) => {
      throw error.status === 404 ? notFound("Attachment", id) : error;
    });
    const attachments = (await attachmentsOf(tx, [MessageId])).get(MessageId)!;
    const removed = attachments.filter((each) => each.id === id);
    await tx.deleteFrom("MessageAttachments").where("Id", "=", id).execute();
    const type = "message:attachment:removed";
    await announceAttachments(tx, record, type, MessageId, removed, now);
    return await removeUnused(tx, MediaId);
  });
  await removeObjects(services, leftover);
}

async function findAttachment(tx: Queries, id: number) {
  const row = await tx.selectFrom("MessageAttachments")
    .select(["MessageId", "MediaId"]).where("Id", "=", id).executeTakeFirst();
  if (!row) throw notFound("Attachment", id);
  return row;
}
