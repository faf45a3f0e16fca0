import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { Problem } from "../http/problem.ts";
import { limitsOf } from "../limits/limits.ts";
import { announceAttachments } from "../media/announce_attachments.ts";
import {
  attachable,
  attachFiles,
  attachmentsOf,
} from "../media/attachments.ts";
import type { Attachment } from "../media/contract.ts";
import { commit } from "../realtime/commit.ts";
import { head } from "../realtime/log/log.ts";
import type { Services } from "../services.ts";
import type { AttachInput, AttachmentList } from "./contract.ts";
import { findVisible } from "./get.ts";
import { isHidden } from "./seen.ts";
import { findSent } from "./sent.ts";

/**
 * The sender attaches files to a message that was sent. Those that it has already are passed over,
 * so that a retry changes nothing.
 *
 * @returns all attachments of the message.
 * @throws {Problem} 404 for a message that the actor does not have, 403 for one of somebody else,
 * 409 for one that was recalled, 422 naming each file that cannot be attached, or when they are too
 * many.
 */
export async function attachToMessage(
  services: Pick<Services, "db" | "settings" | "spine" | "clock">,
  actor: Actor,
  { messageId, mediaIds }: AttachInput,
): Promise<AttachmentList> {
  const now = services.clock.now();
  const { maxFilesPerMessage } = await limitsOf(services, actor.tenantId);
  await commit(services, async (tx, record) => {
    const message = await findSent(tx, actor, messageId, now);
    if (message.IsRecalled === 1) {
      throw new Problem(
        409,
        `Cannot attach to message "${messageId}": it was recalled`,
      );
    }
    const before = await attachmentsIn(tx, messageId);
    const has = new Set(before.map(({ mediaId }) => mediaId));
    const files = (await attachable(tx, actor, mediaIds, "mediaIds"))
      .filter(({ row }) => !has.has(row.Id));
    // A retry, though fewer were allowed by now.
    if (files.length === 0) return;
    refuseMoreThan(maxFilesPerMessage, before.length + files.length);
    const added = await attachFiles(tx, messageId, files, now);
    const type = "message:attachment:added";
    await announceAttachments(tx, record, type, messageId, added, now);
  });
  return await listAttachments(services, actor, messageId);
}

function refuseMoreThan(most: number, count: number): void {
  if (count <= most) return;
  const message = `the message would have ${count} files; ${most} are allowed`;
  throw new Problem(422, `Cannot attach: ${message}`, {
    errors: [{ path: "mediaIds", message }],
  });
}

/**
 * The attachments of one message.
 *
 * @throws {Problem} 404 for a message that the actor does not have.
 */
export async function listAttachments(
  { db, clock }: Pick<Services, "db" | "clock">,
  actor: Actor,
  messageId: number,
): Promise<AttachmentList> {
  return await db.read(async (tx) => {
    const row = await findVisible(tx, actor, messageId, clock.now());
    return {
      items: isHidden(row, actor) ? [] : await attachmentsIn(tx, messageId),
      nextCursor: null,
      position: await head(tx),
    };
  });
}

async function attachmentsIn(
  tx: Queries,
  messageId: number,
): Promise<Attachment[]> {
  return (await attachmentsOf(tx, [messageId])).get(messageId) ?? [];
}
