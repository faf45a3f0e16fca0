import type { Header } from "../bounds.ts";

const START_OF_SCAN = 0xda;
/** Markers among the frames' that start none: tables, an extension, arithmetic conditioning. */
const NO_FRAME = [0xc4, 0xc8, 0xcc];

export function jpegHeader(view: DataView): Header | null {
  let frame: Frame | undefined;
  for (let at = 2;;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    at++;
    // A filler before the marker.
    if (marker === 0xff) continue;
    at++;
    if (marker === 0x01 || marker >= 0xd0 && marker <= 0xd8) continue;
    if (marker === START_OF_SCAN) {
      return frame ? headerOf(frame, view.getUint8(at + 2)) : null;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf &&
      !NO_FRAME.includes(marker);
    if (isFrame) frame = frameAt(view, at, marker);
    at += Math.max(2, view.getUint16(at));
  }
}

interface Frame {
  width: number;
  height: number;
  components: number;
  /** Of a pixel, after the colours were thinned out. */
  samples: number;
  isProgressive: boolean;
}

function frameAt(view: DataView, at: number, marker: number): Frame {
  const components = view.getUint8(at + 7);
  const factors = Array.from({ length: components }, (_, index) => {
    const factor = view.getUint8(at + 9 + 3 * index);
    return { across: factor >> 4, down: factor & 15 };
  });
  const most = Math.max(1, ...factors.map(({ across }) => across)) *
    Math.max(1, ...factors.map(({ down }) => down));
  const all = factors.reduce((sum, { across, down }) => sum + across * down, 0);
  return {
    width: view.getUint16(at + 5),
    height: view.getUint16(at + 3),
    components,
    samples: all / most,
    isProgressive: (marker & 3) === 2,
  };
}

/** Where the samples come in several scans, all coefficients are held, of two bytes each. */
function headerOf(
  { width, height, components, samples, isProgressive }: Frame,
  scanned: number,
): Header {
  const lineBytes = width * components;
  const isInScans = isProgressive || scanned < components;
  const decodedBytes = isInScans ? width * height * samples * 2 : lineBytes;
  return { width, height, lineBytes, decodedBytes, frames: 1 };
}
