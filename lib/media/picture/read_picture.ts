import type { Decoder } from "./decoder.ts";
import { pictureHeader } from "./header.ts";
import { isBounded } from "./bounds.ts";
import type { Picture } from "./picture.ts";

/**
 * A picture's size and thumbnail. Without a thumbnail is what cannot be decoded safely, or at all;
 * `null` is what has no readable header.
 */
export async function readPicture(
  decoder: Decoder,
  bytes: Uint8Array,
): Promise<Picture | null> {
  const header = pictureHeader(bytes);
  if (!header) return null;
  const { width, height } = header;
  const picture = isBounded(header)
    ? await decoder.decode(bytes, width * height)
    : null;
  return picture ?? { width, height, thumbnail: null };
}
