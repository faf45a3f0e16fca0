import type { Header } from "../bounds.ts";

/** How each kind of chunk gives a size, from where its data begins. */
const SIZES: Record<string, (view: DataView, at: number) => number[]> = {
  "VP8X": (view, at) => [uint24(view, at + 4) + 1, uint24(view, at + 7) + 1],
  "ANMF": (view, at) => [uint24(view, at + 6) + 1, uint24(view, at + 9) + 1],
  "VP8 ": (view, at) => [
    view.getUint16(at + 6, true) & 0x3fff,
    view.getUint16(at + 8, true) & 0x3fff,
  ],
  "VP8L": (view, at) => {
    const bits = view.getUint32(at + 1, true);
    return [(bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1];
  },
};

/** Decoded as a whole, and a frame's own size may be another than the canvas's. */
export function webpHeader(view: DataView): Header {
  let [width, height, frames] = [0, 0, 0];
  for (let at = 12; at + 8 <= view.byteLength;) {
    const name = String.fromCharCode(
      ...new Uint8Array(view.buffer, view.byteOffset + at, 4),
    );
    if (name === "ANMF") frames++;
    const size = SIZES[name]?.(view, at + 8);
    if (size) {
      width = Math.max(width, size[0]);
      height = Math.max(height, size[1]);
    }
    const length = view.getUint32(at + 4, true);
    at += 8 + length + length % 2;
  }
  const decodedBytes = width * height * 5;
  return { width, height, lineBytes: width * 4, decodedBytes, frames };
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
}
