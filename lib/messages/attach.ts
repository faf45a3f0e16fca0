import { type Actor, askedBy } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { Problem } from "../http/problem.ts";
import { limitsOf } from "../limits/limits.ts";
import type { Files } from "../media/ports.ts";
import { commit } from "../realtime/commit.ts";
import { head } from "../realtime/log/log.ts";
import type { Services } from "../services.ts";
import { announceAttachments } from "./announce_attachments.ts";
import { attachFiles, attachmentsOf } from "./attachments.ts";
import type { AttachInput, Attachment, AttachmentList } from "./contract.ts";
import { findVisible } from "./get.ts";
import { isHidden } from "./seen.ts";
import { findSent } from "./sent.ts";

/**
 * Attaches files to a message that the actor has sent. Files that it has already are skipped, so
 * that a retry changes nothing.
 *
 * @returns all attachments of the message.
 * @throws {Problem} 404 for a message that the actor does not have, 403 for one of somebody else,
 * 409 for one that was recalled, 422 naming each file that cannot be attached, or when they are too
 * many.
 */
export async function attachToMessage(
  services: Pick<Services, "db" | "settings" | "spine" | "files" | "clock">,
  actor: Actor,
  { messageId, mediaIds }: AttachInput,
): Promise<AttachmentList> {
  const { files } = services;
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
    const before = await attachmentsIn(files, tx, messageId);
    const has = new Set(before.map(({ mediaId }) => mediaId));
    const fresh = (await files.attachable(tx, actor, mediaIds, "mediaIds"))
      .filter(({ id }) => !has.has(id));
    // Nothing is new, so this is a retry: it succeeds even when fewer files are allowed by now.
    if (fresh.length === 0) return;
    refuseMoreThan(maxFilesPerMessage, before.length + fresh.length);
    const added = await attachFiles(tx, actor, messageId, fresh, now);
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
  { db, files, clock }: Pick<Services, "db" | "files" | "clock">,
  actor: Actor,
  messageId: number,
): Promise<AttachmentList> {
  return await db.read(async (tx) => {
    const row = await findVisible(tx, actor, messageId, clock.now());
    return {
      items: isHidden(row, actor)
        ? []
        : await attachmentsIn(files, tx, messageId),
      nextCursor: null,
      position: await head(tx),
    };
  }, askedBy(actor));
}

async function attachmentsIn(
  files: Files,
  tx: Queries,
  messageId: number,
): Promise<Attachment[]> {
  return (await attachmentsOf(files, tx, [messageId])).get(messageId) ?? [];
}
