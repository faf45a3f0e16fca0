import type { Header } from "./bounds.ts";
import { avifHeader } from "./headers/avif.ts";
import { gifHeader } from "./headers/gif.ts";
import { jpegHeader } from "./headers/jpeg.ts";
import { pngHeader } from "./headers/png.ts";
import { tiffHeader } from "./headers/tiff.ts";
import { webpHeader } from "./headers/webp.ts";

/** The header of a JPEG, PNG, GIF, WebP, TIFF or AVIF; `null` for anything else, or a broken one. */
export function pictureHeader(bytes: Uint8Array): Header | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const header = readerFor(view)?.(view) ?? null;
    return header && header.width > 0 && header.height > 0 ? header : null;
  } catch (error) {
    // It ends before its header does.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readerFor(
  view: DataView,
): ((view: DataView) => Header | null) | undefined {
  const start = view.getUint32(0);
  if (start === 0x89504e47) return pngHeader;
  if (start >>> 8 === 0xffd8ff) return jpegHeader;
  if (start === 0x47494638) return gifHeader;
  if (start === 0x49492a00 || start === 0x4d4d002a) return tiffHeader;
  if (start === 0x52494646) return webpHeader;
  if (view.getUint32(4) === 0x66747970) return avifHeader;
}
