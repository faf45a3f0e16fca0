/** What a picture says of itself before any of it is decoded. Of several sizes it is the largest. */
export interface Header {
  /** In pixels. */
  width: number;
  height: number;
  /** What one line unfolds to. */
  lineBytes: number;
  /** What its decoder holds at once, as was measured with libvips 8.18. */
  decodedBytes: number;
  frames: number;
}

/** The most that JPEG can say. */
const MAX_SIDE = 65_535;

/** Sharp's own default: 16,384 by 16,384. A few kilobytes can unfold to much more. */
const MAX_PIXELS = 2 ** 28;

/** Decoders hold many lines at once, and the one that scales holds some for each thread. */
const MAX_LINE_BYTES = 1024 * 1024;

/**
 * What a decoder may hold at once. Most decode line by line, but some hold the whole picture, and a
 * kilobyte can unfold to gigabytes.
 */
const MAX_DECODED_BYTES = 256 * 1024 * 1024;

/** The list of a GIF's frames is made before the first is shown. */
const MAX_FRAMES = 10_000;

/** Whether a decoder may be given a picture with this header. */
export function isBounded(
  { width, height, lineBytes, decodedBytes, frames }: Header,
): boolean {
  return Math.max(width, height) <= MAX_SIDE &&
    width * height <= MAX_PIXELS &&
    lineBytes <= MAX_LINE_BYTES &&
    decodedBytes <= MAX_DECODED_BYTES &&
    frames <= MAX_FRAMES;
}
