import type { Header } from "../bounds.ts";

const IMAGE = 0x2c;
const EXTENSION = 0x21;

/** A frame may reach beyond the screen, which grows with it. */
export function gifHeader(view: DataView): Header {
  let width = view.getUint16(6, true);
  let height = view.getUint16(8, true);
  let frames = 0;
  for (let at = 13 + tableBytes(view.getUint8(10)); at < view.byteLength;) {
    const block = view.getUint8(at);
    if (block === EXTENSION) {
      at = afterBlocks(view, at + 2);
    } else if (block === IMAGE && at + 10 <= view.byteLength) {
      frames++;
      const side = (offset: number) => view.getUint16(at + offset, true);
      width = Math.max(width, side(1) + side(5));
      height = Math.max(height, side(3) + side(7));
      at = afterBlocks(view, at + 11 + tableBytes(view.getUint8(at + 9)));
    } else break;
  }
  const decodedBytes = width * height * 5;
  return { width, height, lineBytes: width * 4, decodedBytes, frames };
}

/** The size of the table of colours that these flags announce. */
function tableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function afterBlocks(view: DataView, start: number): number {
  let at = start;
  while (at < view.byteLength) {
    const size = view.getUint8(at);
    at += 1 + size;
    if (size === 0) break;
  }
  return at;
}
