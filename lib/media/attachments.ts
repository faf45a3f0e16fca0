import type { Selectable } from "kysely";
import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import type { AttachmentType, MessageAttachmentRow } from "../db/schema.ts";
import { type FieldError, Problem } from "../http/problem.ts";
import { isOwn } from "./access.ts";
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
  const rows = await tx.selectFrom("MediaFiles").selectAll()
    .where("Id", "in", wanted)
    .where("TenantId", "=", actor.tenantId).where("IsDeleted", "=", 0)
    .where((eb) =>
      eb.or([eb("UploadedBy", "=", actor.email), eb("IsShared", "=", 1)])
    ).execute();
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
  const attachments: Attachment[] = [];
  for (const { row: file, attachmentType } of files) {
    const row = await tx.insertInto("MessageAttachments").values({
      MessageId: messageId,
      MediaId: file.Id,
      CreatedAt: now.toISOString(),
      AttachmentType: attachmentType,
      FileName: file.FileName,
      FileSize: file.FileSize,
      ContentType: file.ContentType,
    }).returningAll().executeTakeFirstOrThrow();
    attachments.push(asAttachment({ ...pick(file), ...row }));
  }
  return attachments;
}

/** The attachments of each of these messages, in the order in which they were attached. */
export async function attachmentsOf(
  tx: Queries,
  messageIds: number[],
): Promise<Map<number, Attachment[]>> {
  if (messageIds.length === 0) return new Map();
  const rows = await selectShown(tx).where("a.MessageId", "in", messageIds)
    .orderBy("a.MessageId").orderBy("a.Id").execute();
  return Map.groupBy(rows.map(asAttachment), ({ messageId }) => messageId);
}

/** Wherever these files are attached. */
export async function attachmentsWith(
  tx: Queries,
  mediaIds: number[],
): Promise<Attachment[]> {
  const rows = await selectShown(tx).where("a.MediaId", "in", mediaIds)
    .orderBy("a.Id").execute();
  return rows.map(asAttachment);
}

function selectShown(tx: Queries) {
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
