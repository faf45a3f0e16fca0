import { create as contentDisposition } from "content-disposition";
import { type Actor, askedBy } from "../auth/actor.ts";
import { answerBytes } from "../http/bytes.ts";
import { notFound, Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { findVisibleFile } from "./access.ts";
import { metadataOf } from "./metadata.ts";
import type { FileRow } from "./present.ts";

type ContentServices = Pick<Services, "db" | "store" | "fileUses" | "clock">;

/** What a browser shows by itself without running anything in it; all else it only downloads. */
const INLINE =
  /^(image\/(jpeg|png|gif|webp|avif|bmp)|(audio|video)\/[\w.+-]+|application\/pdf|text\/plain)$/;

/** Whatever a file turns out to be: it runs nothing, loads nothing and is of no origin. */
const SANDBOX = [
  "sandbox",
  "default-src 'none'",
  "img-src 'self' data:",
  "media-src 'self'",
  "style-src 'unsafe-inline'",
  "frame-ancestors 'self'",
].join("; ");

const RETRY_AFTER_SECONDS = "5";

/**
 * A file's content, to download, or where the address says `disposition=inline` and its type is
 * harmless to be shown.
 *
 * @throws {Problem} 404 for what the actor may not see, 409 while it is scanned, 403 when it was
 * found infected, 416 for a range past its end.
 */
export async function fileContent(
  services: ContentServices,
  actor: Actor,
  id: number,
  request: Request,
): Promise<Response> {
  const row = await findCleanFile(services, actor, id);
  const wanted = new URL(request.url).searchParams.get("disposition");
  const isInline = wanted === "inline" && INLINE.test(row.ContentType);
  return await answerBytes(request, {
    size: row.FileSize,
    etag: `"${row.Checksum}"`,
    headers: headersOf(typeOf(row), row.FileName, isInline),
    open: async (range) =>
      await services.store.get(row.R2Key, range) ??
        await lost(services, actor, id),
  });
}

/** A picture's thumbnail, made here: WebP of at most 512 by 512 pixels. Throws as `fileContent`. */
export async function fileThumbnail(
  services: ContentServices,
  actor: Actor,
  id: number,
  request: Request,
): Promise<Response> {
  const row = await findCleanFile(services, actor, id);
  const { ThumbnailKey: key, ThumbnailSize: size } = row;
  const missing = notFound("Thumbnail of media file", id);
  if (key === null || size === null) throw missing;
  return await answerBytes(request, {
    size,
    etag: `"${row.Checksum}-thumbnail"`,
    headers: headersOf("image/webp", `${row.FileName}.webp`, true),
    open: async (range) => {
      const bytes = await services.store.get(key, range);
      if (!bytes) throw missing;
      return bytes;
    },
  });
}

async function findCleanFile(
  services: ContentServices,
  actor: Actor,
  id: number,
): Promise<FileRow> {
  const { db, clock } = services;
  const row = await db.read(
    (tx) => findVisibleFile(services, tx, actor, id, clock.now()),
    askedBy(actor),
  );
  if (row.State === "scanning") {
    throw new Problem(409, `Media file "${id}" is still being scanned`, {
      headers: { "retry-after": RETRY_AFTER_SECONDS },
    });
  }
  if (row.State === "infected") {
    throw new Problem(
      403,
      `Media file "${id}" is blocked: the scanner found ${
        row.Threat ?? "something"
      } in it`,
    );
  }
  return row;
}

/** A browser would guess how a text is written, and show other letters. */
function typeOf({ ContentType, Metadata }: FileRow): string {
  if (!ContentType.startsWith("text/")) return ContentType;
  const { charset = "utf-8" } = metadataOf(Metadata);
  return `${ContentType}; charset=${charset}`;
}

function headersOf(
  contentType: string,
  fileName: string,
  isInline: boolean,
): Record<string, string> {
  const type = isInline ? "inline" : "attachment";
  return {
    "content-type": contentType,
    "content-disposition": contentDisposition(fileName, { type }),
    "content-security-policy": SANDBOX,
    "x-content-type-options": "nosniff",
    // Whether it may be seen is asked again each time; the bytes are not sent again.
    "cache-control": "private, no-cache",
  };
}

/** The object was removed while it was being fetched; the answer is as if it had been gone before. */
async function lost(
  services: ContentServices,
  actor: Actor,
  id: number,
): Promise<never> {
  await findCleanFile(services, actor, id);
  throw new Error(`Media file "${id}" has no object in the store`);
}
