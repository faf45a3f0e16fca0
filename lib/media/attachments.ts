import type { Selectable } from "kysely";
import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import type { AttachmentType, MessageAttachmentRow } from "../db/schema.ts";
import { type FieldError, Problem } from "../http/problem.ts";
import { filesInLibrary, isOwn } from "./access.ts";
import type { Attachment } from "./contract.ts";
import type { FileRow } from "./present.ts";

/** A file that is about to be attached. */
export interface Attachable {
  row: FileRow;
  attachmentType: AttachmentType;
}

/**
 * The files with these ids, each once, as long as the actor has them in the library. One that is
 * still being scanned may be attached: its content waits.
 *
 * @param path of the ids in the request, for the errors.
 * @throws {Problem} 422 naming each that does not exist or was found infected.
 */
export async function attachable(
  tx: Queries,
  actor: Actor,
  ids: number[],
  path: string,
): Promise<Attachable[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const rows = await filesInLibrary(tx, actor).where("Id", "in", wanted)
    .execute();
  const byId = new Map(rows.map((row) => [row.Id, row]));
  refuse(ids.flatMap((id, index) => {
    const row = byId.get(id);
    if (row && row.State !== "infected") return [];
    const why = row ? "was found infected" : "does not exist";
    const message = `media file "${id}" ${why}`;
    return [{ path: `${path}.${index}`, message }];
  }));
  const used = await tx.selectFrom("MessageAttachments").select("MediaId")
    .distinct().where("MediaId", "in", wanted).execute();
  const isUsed = new Set(used.map(({ MediaId }) => MediaId));
  return wanted.map((id) => {
    const row = byId.get(id)!;
    const isNew = isOwn(actor, row) && !isUsed.has(id);
    return { row, attachmentType: isNew ? "upload" : "media_library" };
  });
}

/** Attaches files to a message; triggers keep its count. */
export async function attachFiles(
  tx: Queries,
  messageId: number,
  files: Attachable[],
  now: Date,
): Promise<Attachment[]> {
  if (files.length === 0) return [];
  const rows = await tx.insertInto("MessageAttachments").values(
    files.map(({ row: file, attachmentType }) => ({
      MessageId: messageId,
      MediaId: file.Id,
      CreatedAt: now.toISOString(),
      AttachmentType: attachmentType,
      FileName: file.FileName,
      FileSize: file.FileSize,
      ContentType: file.ContentType,
    })),
  ).returningAll().execute();
  const byMedia = new Map(rows.map((row) => [row.MediaId, row]));
  return files.map(({ row: file }) =>
    asAttachment({ ...pick(file), ...byMedia.get(file.Id)! })
  );
}

/** The attachments of each of these messages, in the order in which they were attached. */
export async function attachmentsOf(
  tx: Queries,
  messageIds: number[],
): Promise<Map<number, Attachment[]>> {
  if (messageIds.length === 0) return new Map();
  const rows = await attachments(tx).where("a.MessageId", "in", messageIds)
    .orderBy("a.MessageId").orderBy("a.Id").execute();
  return Map.groupBy(rows.map(asAttachment), ({ messageId }) => messageId);
}

/** Those of each message that are one of these files. */
export async function attachmentsByFiles(
  tx: Queries,
  mediaIds: number[],
): Promise<Map<number, Attachment[]>> {
  const rows = await attachments(tx).where("a.MediaId", "in", mediaIds)
    .orderBy("a.MessageId").orderBy("a.Id").execute();
  return Map.groupBy(rows.map(asAttachment), ({ messageId }) => messageId);
}

function attachments(tx: Queries) {
  return tx.selectFrom("MessageAttachments as a")
    .innerJoin("MediaFiles as f", "f.Id", "a.MediaId")
    .selectAll("a")
    .select([
      "f.MediaType",
      "f.Width",
      "f.Height",
      "f.Duration",
      "f.State",
      "f.ThumbnailKey",
    ]);
}

type Shown = Pick<
  FileRow,
  "MediaType" | "Width" | "Height" | "Duration" | "State" | "ThumbnailKey"
>;

function pick(file: FileRow): Shown {
  const { MediaType, Width, Height, Duration, State, ThumbnailKey } = file;
  return { MediaType, Width, Height, Duration, State, ThumbnailKey };
}

function asAttachment(
  row: Selectable<MessageAttachmentRow> & Shown,
): Attachment {
  return {
    id: row.Id,
    messageId: row.MessageId,
    mediaId: row.MediaId,
    fileName: row.FileName,
    fileSize: row.FileSize,
    contentType: row.ContentType,
    attachmentType: row.AttachmentType,
    createdAt: row.CreatedAt,
    mediaType: row.MediaType,
    width: row.Width,
    height: row.Height,
    duration: row.Duration,
    state: row.State,
    hasThumbnail: row.ThumbnailKey !== null,
  };
}

function refuse(errors: FieldError[]): void {
  if (errors.length === 0) return;
  throw new Problem(422, `Cannot attach: ${errors[0].message}`, { errors });
}
