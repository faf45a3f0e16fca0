import type { Header } from "../bounds.ts";

/** Samples of a pixel by colour type; a palette's index becomes red, green, blue and alpha. */
const SAMPLES: Record<number, number> = { 0: 1, 2: 3, 3: 4, 4: 2, 6: 4 };

export function pngHeader(view: DataView): Header {
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const sampleBytes = view.getUint8(24) > 8 ? 2 : 1;
  const lineBytes = width * (SAMPLES[view.getUint8(25)] ?? 4) * sampleBytes;
  const isInterlaced = view.getUint8(28) !== 0;
  const decodedBytes = isInterlaced ? lineBytes * height : lineBytes;
  return { width, height, lineBytes, decodedBytes, frames: 1 };
}
