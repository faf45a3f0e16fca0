import type { Header } from "../bounds.ts";

/** Boxes that hold boxes on the way to the sizes, and where in them these begin. */
const CONTAINERS: Record<string, number> = { meta: 12, iprp: 8, ipco: 8 };

export function avifHeader(view: DataView): Header {
  const sizes = sizesWithin(view, 0, view.byteLength);
  const width = Math.max(0, ...sizes.map(([width]) => width));
  const height = Math.max(0, ...sizes.map(([, height]) => height));
  const decodedBytes = width * height * 17;
  return {
    width,
    height,
    lineBytes: width * 8,
    decodedBytes,
    frames: sizes.length,
  };
}

/** A size for each item: the picture, its parts, its transparency. */
function sizesWithin(view: DataView, start: number, end: number): number[][] {
  const sizes: number[][] = [];
  for (let at = start; at + 8 <= end;) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(
      ...new Uint8Array(view.buffer, view.byteOffset + at + 4, 4),
    );
    // Zero reaches to the end; what is longer than 4 GiB does not come here.
    const next = length === 0 ? end : Math.min(end, at + Math.max(8, length));
    if (name === "ispe") {
      sizes.push([view.getUint32(at + 12), view.getUint32(at + 16)]);
    } else if (Object.hasOwn(CONTAINERS, name)) {
      sizes.push(...sizesWithin(view, at + CONTAINERS[name], next));
    }
    at = next;
  }
  return sizes;
}
