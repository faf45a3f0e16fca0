import type { Metadata, Sharp } from "sharp";
import { Problem } from "../http/problem.ts";

/** What is known of a picture, and what a list shows of it. */
export interface Picture {
  /** In pixels, as it is shown: after the orientation that its camera noted. */
  width: number;
  height: number;
  /** WebP without any of the picture's own metadata; `null` where it could not be made. */
  thumbnail: Uint8Array | null;
}

/** Formats that can be read here; of other pictures nothing is known. */
export const READABLE_PICTURES = [
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/tiff",
];

/** A larger picture is stored but not read, since reading holds all of it in memory. */
export const MAX_PICTURE_BYTES = 32 * 1024 * 1024;

/** Sharp's own default: 16,384 by 16,384. A few kilobytes can unfold to much more. */
const MAX_PIXELS = 2 ** 28;
const THUMBNAIL_PIXELS = 512;
const THUMBNAIL_SECONDS = 10;

/** The decoders of `READABLE_PICTURES`; libvips has dozens that nobody needs to attack. */
const LOADERS = ["Jpeg", "Png", "Nsgif", "Webp", "Heif", "Tiff"]
  .map((name) => `VipsForeignLoad${name}Buffer`);

/**
 * What a decoder may hold at once. Most decode line by line, but some hold the whole picture, and a
 * kilobyte can unfold to gigabytes. A larger one is shown without a thumbnail.
 */
const MAX_DECODED_BYTES = 256 * 1024 * 1024;

/**
 * Reads a picture and makes its thumbnail, on threads of sharp's own.
 *
 * @throws {Problem} 413 for more than 268,435,456 pixels, 415 for what is no picture.
 */
export async function readPicture(
  name: string,
  bytes: Uint8Array,
): Promise<Picture> {
  const open = await opener(bytes);
  const metadata = await open().metadata()
    .catch(() => {
      throw new Problem(
        415,
        `${JSON.stringify(name)} is no readable picture`,
      );
    });
  const { width, height } = metadata.autoOrient;
  if (width * height > MAX_PIXELS) {
    throw new Problem(
      413,
      `${
        JSON.stringify(name)
      } unfolds to ${width} × ${height} pixels; ${MAX_PIXELS} in all are allowed`,
    );
  }
  const isLight = decodedBytes(metadata) <= MAX_DECODED_BYTES;
  const thumbnail = isLight ? await thumbnailOf(open()) : null;
  return { width, height, thumbnail };
}

/** What its decoder holds at once, in bytes, as was measured with libvips 8.18. */
function decodedBytes(
  { format, width, height, channels, depth, isProgressive }: Metadata,
): number {
  if (format === "heif") return width * height * 17;
  if (format === "gif") return width * height * 5;
  if (!isProgressive) return 0;
  return width * height * channels * (depth === "ushort" ? 2 : 1);
}

/** Sharp takes half a second to load: the first picture waits for it, not the start. */
async function opener(bytes: Uint8Array): Promise<() => Sharp> {
  const { default: load } = await import("sharp");
  load.cache(false);
  load.block({ operation: ["VipsForeignLoad"] });
  load.unblock({ operation: LOADERS });
  // How many pixels there are is looked at before any is decoded.
  return () => load(bytes, { sequentialRead: true, limitInputPixels: false });
}

async function thumbnailOf(picture: Sharp): Promise<Uint8Array | null> {
  try {
    return await picture
      .autoOrient()
      .resize({
        width: THUMBNAIL_PIXELS,
        height: THUMBNAIL_PIXELS,
        fit: "inside",
        withoutEnlargement: true,
      })
      .timeout({ seconds: THUMBNAIL_SECONDS })
      .webp({ quality: 78 })
      .toBuffer();
  } catch {
    // Its end may be missing, or it takes too long: it is shown without one.
    return null;
  }
}
