import type { Attachment } from "../lib/media/contract.ts";

/** The kinds of pictures that browsers draw, and that the server gives to be drawn. */
const DRAWN = /^image\/(jpeg|png|gif|webp|avif|bmp)$/;

/** Where its content comes from; only what is harmless comes to be shown, all else to be kept. */
export function contentUrl(
  { mediaId }: Pick<Attachment, "mediaId">,
  disposition?: "inline",
): string {
  const query = disposition ? `?disposition=${disposition}` : "";
  return `/api/media/${mediaId}/content${query}`;
}

/** Whether it is a picture that can be looked at here. */
export function isPicture({ contentType, state }: Attachment): boolean {
  return state === "ready" && DRAWN.test(contentType);
}
