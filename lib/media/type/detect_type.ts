import { latin1 } from "../latin1.ts";

/** How far behind junk an MP3 may begin. */
const MPEG_WITHIN_BYTES = 4_000;

/** Readers of PDF look for its header so far (ISO 32000, annex H). */
const PDF_WITHIN_BYTES = 1_024;

/** The content type that a file's first bytes tell; `undefined` where they tell none. */
export async function detectType(
  sample: Uint8Array,
): Promise<string | undefined> {
  // Loading takes 50 ms: the first file waits for it, so that the start need not.
  const { fileTypeFromBuffer } = await import("file-type");
  const found = await fileTypeFromBuffer(sample, {
    mpegOffsetTolerance: MPEG_WITHIN_BYTES,
  }).catch(() => undefined);
  return found?.mime ?? (isTiff(sample) ? "image/tiff" : undefined);
}

/** Its directory may stand at its end, behind what is known here. */
function isTiff(sample: Uint8Array): boolean {
  return startsWith(sample, "II*\0") || startsWith(sample, "MM\0*");
}

/** A zip archive, whatever it holds; also an empty one, and the first part of several. */
export function isZip(sample: Uint8Array): boolean {
  return ["PK\x03\x04", "PK\x05\x06", "PK\x07\x08"]
    .some((mark) => startsWith(sample, mark));
}

/** Whether it has the header of a PDF, even behind something else. */
export function hasPdfHeader(sample: Uint8Array): boolean {
  return latin1(sample.subarray(0, PDF_WITHIN_BYTES)).includes("%PDF-");
}

function startsWith(bytes: Uint8Array, mark: string): boolean {
  return latin1(bytes.subarray(0, mark.length)) === mark;
}
