import type { Attachment } from "../../lib/media/contract.ts";

/** The kinds of pictures that browsers draw, and that the server gives to be drawn. */
const DRAWN = /^image\/(jpeg|png|gif|webp|avif|bmp)$/;

/** The kinds of pages that browsers show in a frame, and that the server gives to be shown. */
const FRAMED = /^(application\/pdf|text\/plain)$/;

/** Where a file's content comes from; only what is harmless comes to be shown, all else to be kept. */
export function contentUrl(mediaId: number, disposition?: "inline"): string {
  const query = disposition ? `?disposition=${disposition}` : "";
  return `/api/media/${mediaId}/content${query}`;
}

/** Whether it is a picture, or pages, that can be looked at. */
export function isShown(
  { state, contentType }: Pick<Attachment, "state" | "contentType">,
): boolean {
  return state === "ready" &&
    (DRAWN.test(contentType) || isFramed({ contentType }));
}

/** Whether it is shown in a frame of its own: pages, not a picture. */
export function isFramed(
  { contentType }: Pick<Attachment, "contentType">,
): boolean {
  return FRAMED.test(contentType);
}
