import type { Selectable } from "kysely";
import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import type { MessageAttachmentRow } from "./tables.ts";
import type { MediaFile } from "../media/contract.ts";
import type { Files } from "../media/ports.ts";
import { sameEmail } from "../shared/same_email.ts";
import type { Attachment } from "./contract.ts";

/** Attaches files to a message; triggers keep its count. */
export async function attachFiles(
  tx: Queries,
  actor: Actor,
  messageId: number,
  files: MediaFile[],
  now: Date,
): Promise<Attachment[]> {
  if (files.length === 0) return [];
  const used = await usedAmong(tx, files.map(({ id }) => id));
  const rows = await tx.insertInto("MessageAttachments").values(
    files.map((file) => ({
      MessageId: messageId,
      MediaId: file.id,
      CreatedAt: now.toISOString(),
      AttachmentType:
        sameEmail(file.uploadedBy, actor.email) && !used.has(file.id)
          ? "upload" as const
          : "media_library" as const,
      FileName: file.fileName,
      FileSize: file.fileSize,
      ContentType: file.contentType,
    })),
  ).returningAll().execute();
  const byMedia = new Map(rows.map((row) => [row.MediaId, row]));
  return files.map((file) => asAttachment(byMedia.get(file.id)!, file));
}

async function usedAmong(tx: Queries, mediaIds: number[]) {
  const rows = await tx.selectFrom("MessageAttachments").select("MediaId")
    .distinct().where("MediaId", "in", mediaIds).execute();
  return new Set(rows.map(({ MediaId }) => MediaId));
}

/** The attachments of each of these messages, in the order in which they were attached. */
export async function attachmentsOf(
  files: Files,
  tx: Queries,
  messageIds: number[],
): Promise<Map<number, Attachment[]>> {
  if (messageIds.length === 0) return new Map();
  const rows = await tx.selectFrom("MessageAttachments").selectAll()
    .where("MessageId", "in", messageIds)
    .orderBy("MessageId").orderBy("Id").execute();
  const byId = await files.byId(tx, rows.map(({ MediaId }) => MediaId));
  return byMessage(rows, byId);
}

/** Takes these files off all messages that have them. */
export async function detachEverywhere(
  tx: Queries,
  files: MediaFile[],
): Promise<Map<number, Attachment[]>> {
  const byId = new Map(files.map((file) => [file.id, file]));
  const rows = await tx.deleteFrom("MessageAttachments")
    .where("MediaId", "in", [...byId.keys()]).returningAll().execute();
  return byMessage(rows, byId);
}

type AttachmentRow = Selectable<MessageAttachmentRow>;

function byMessage(
  rows: AttachmentRow[],
  files: Map<number, MediaFile>,
): Map<number, Attachment[]> {
  return Map.groupBy(
    rows.map((row) => asAttachment(row, files.get(row.MediaId)!)),
    ({ messageId }) => messageId,
  );
}

function asAttachment(row: AttachmentRow, file: MediaFile): Attachment {
  return {
    id: row.Id,
    messageId: row.MessageId,
    mediaId: row.MediaId,
    fileName: row.FileName,
    fileSize: row.FileSize,
    contentType: row.ContentType,
    attachmentType: row.AttachmentType,
    createdAt: row.CreatedAt,
    mediaType: file.mediaType,
    width: file.width,
    height: file.height,
    duration: file.duration,
    state: file.state,
    hasThumbnail: file.hasThumbnail,
  };
}
