import type { Header } from "../bounds.ts";

const WIDTH = 256;
const HEIGHT = 257;
const BITS_PER_SAMPLE = 258;
const SAMPLES_PER_PIXEL = 277;
const ROWS_PER_STRIP = 278;
const TILE_WIDTH = 322;
const TILE_HEIGHT = 323;
const SHORT = 3;
const LONG = 4;

/** A strip is decoded as a whole, and so is a row of tiles. */
export function tiffHeader(view: DataView): Header {
  const isLittle = view.getUint8(0) === 0x49;
  const tags = tagsAt(view, view.getUint32(4, isLittle), isLittle);
  const width = tags.get(WIDTH) ?? 0;
  const height = tags.get(HEIGHT) ?? 0;
  const bits = tags.get(BITS_PER_SAMPLE) ?? 1;
  const samples = tags.get(SAMPLES_PER_PIXEL) ?? 1;
  // A palette's index becomes three samples.
  const pixelBytes = Math.max(3, samples * Math.ceil(bits / 8));
  const lineBytes = Math.max(width, tags.get(TILE_WIDTH) ?? 0) * pixelBytes;
  const rows = tags.get(TILE_HEIGHT) ??
    Math.min(tags.get(ROWS_PER_STRIP) ?? height, height);
  return {
    width,
    height,
    lineBytes,
    // What is packed is held beside what it unfolds to.
    decodedBytes: lineBytes * rows * 2,
    frames: 1,
  };
}

/** The first value of each tag of the first page. */
function tagsAt(
  view: DataView,
  start: number,
  isLittle: boolean,
): Map<number, number> {
  const tags = new Map<number, number>();
  const count = view.getUint16(start, isLittle);
  for (let index = 0; index < count; index++) {
    const at = start + 2 + 12 * index;
    const type = view.getUint16(at + 2, isLittle);
    const values = view.getUint32(at + 4, isLittle);
    if (type === LONG && values === 1) {
      tags.set(view.getUint16(at, isLittle), view.getUint32(at + 8, isLittle));
    } else if (type === SHORT) {
      // Up to two stand here, more elsewhere.
      const place = values <= 2 ? at + 8 : view.getUint32(at + 8, isLittle);
      tags.set(view.getUint16(at, isLittle), view.getUint16(place, isLittle));
    }
  }
  return tags;
}
