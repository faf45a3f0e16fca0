import type { MediaFile } from "../../lib/media/contract.ts";

/** The content types of pictures that browsers draw and the server serves inline. */
const DRAWN = /^image\/(jpeg|png|gif|webp|avif|bmp)$/;

/** The content types that browsers show in a frame and the server serves inline. */
const FRAMED = /^(application\/pdf|text\/plain)$/;

/** The URL of a file's content. The server serves only harmless types inline, whatever is asked. */
export function contentUrl(mediaId: number, disposition?: "inline"): string {
  const query = disposition ? `?disposition=${disposition}` : "";
  return `/api/media/${mediaId}/content${query}`;
}

/** Whether the file can be looked at in the page. */
export function isShown(
  { state, contentType }: Pick<MediaFile, "state" | "contentType">,
): boolean {
  return state === "ready" &&
    (DRAWN.test(contentType) || isFramed({ contentType }));
}

/** Whether the file is shown in a frame, and not as a picture. */
export function isFramed(
  { contentType }: Pick<MediaFile, "contentType">,
): boolean {
  return FRAMED.test(contentType);
}
