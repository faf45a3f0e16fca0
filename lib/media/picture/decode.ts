import type { Sharp } from "sharp";
import type { Picture } from "./picture.ts";

const THUMBNAIL_PIXELS = 512;
const THUMBNAIL_SECONDS = 10;

/** The decoders of `READABLE_PICTURES`; libvips has dozens that nobody needs to attack. */
const LOADERS = ["Jpeg", "Png", "Nsgif", "Webp", "Heif", "Tiff"]
  .map((name) => `VipsForeignLoad${name}Buffer`);

/**
 * Decodes a picture in this process, on a thread of sharp's own; `null` for what is none.
 * Its header has to have been looked at before.
 */
export async function decode(bytes: Uint8Array): Promise<Picture | null> {
  try {
    const open = await opener(bytes);
    const { autoOrient: { width, height } } = await open().metadata();
    return { width, height, thumbnail: await thumbnailOf(open()) };
  } catch {
    return null;
  }
}

/** Sharp takes half a second to load: the first picture waits for it, not the start. */
async function opener(bytes: Uint8Array): Promise<() => Sharp> {
  const { default: load } = await import("sharp");
  load.cache(false);
  // Each thread holds lines of its own.
  load.concurrency(1);
  load.block({ operation: ["VipsForeignLoad"] });
  load.unblock({ operation: LOADERS });
  return () => load(bytes, { sequentialRead: true });
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
