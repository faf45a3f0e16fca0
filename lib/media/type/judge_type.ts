import { Problem } from "../../http/problem.ts";
import { PROBLEM_TYPES } from "../../shared/problem_types.ts";
import { extensionOf } from "../file_name.ts";
import { FILE_TYPES, type FileType } from "./file_types.ts";

/** How many first bytes tell what a file is, even a packed office document by its list of contents. */
export const SAMPLE_BYTES = 65_536;

/** What an upload says of itself, and how it begins. */
interface Claim {
  /** Cleaned. */
  fileName: string;
  /** The part's own `Content-Type`. */
  declaredType: string;
  /** The first `SAMPLE_BYTES` of its content, or all. */
  sample: Uint8Array;
}

/** What a program declares that does not know the type. */
const UNDECLARED = ["", "application/octet-stream", "binary/octet-stream"];

/**
 * What type of file it is: the name's extension, the declared type and the first bytes have to agree,
 * and the type has to be allowed.
 *
 * @throws {Problem} 415 saying which of them does not.
 */
export async function judgeType(
  { fileName, declaredType, sample }: Claim,
  allowedTypes: readonly string[],
): Promise<FileType> {
  const name = JSON.stringify(fileName);
  const extension = extensionOf(fileName);
  const type = FILE_TYPES.find(({ extensions }) =>
    extensions.includes(extension)
  );
  if (!type || !allowedTypes.includes(type.contentType)) {
    throw new Problem(
      415,
      `${name}: files that end in ".${extension}" are not allowed here; allowed are ${
        extensionsOf(allowedTypes).join(", ")
      }`,
    );
  }

  const declared = declaredType.split(";")[0].trim().toLowerCase();
  if (!mayBeDeclared(type, declared)) {
    throw new Problem(
      415,
      `${name} is declared as "${declared}", which its extension is not`,
    );
  }

  if (sample.byteLength === 0 && type.detected !== "text") {
    throw new Problem(415, `${name} is not what it says: it is empty`, {
      type: PROBLEM_TYPES.emptyFile,
    });
  }

  // Loading takes 50 ms: the first file waits for it, so that the start need not.
  const { fileTypeFromBuffer } = await import("file-type");
  const detected = await fileTypeFromBuffer(sample).catch(() => undefined) ??
    (isTiff(sample) ? { mime: "image/tiff" } : undefined);
  const isSo = type.detected === "text"
    ? isText(sample) && !WRITTEN.includes(detected?.mime ?? "")
    : type.detected.includes(detected?.mime ?? "");
  if (!isSo) {
    throw new Problem(
      415,
      `${name} is not what it says: its content is ${
        detected?.mime ?? "unknown"
      }, not ${type.contentType}`,
    );
  }
  return type;
}

/** The extensions of files that may be sent. */
function extensionsOf(allowedTypes: readonly string[]): string[] {
  return FILE_TYPES.filter(({ contentType }) =>
    allowedTypes.includes(contentType)
  ).flatMap(({ extensions }) => extensions);
}

function mayBeDeclared(
  { contentType, aliases = [] }: FileType,
  declared: string,
): boolean {
  return UNDECLARED.includes(declared) || declared === contentType ||
    aliases.includes(declared);
}

/** Its directory may stand at its end, behind what is known here. */
function isTiff(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  return start === "II*\0" || start === "MM\0*";
}

/** Formats that are text. A text that begins like another format ("BM", "MZ") does so by chance. */
const WRITTEN = [
  "application/pdf",
  "application/rtf",
  "application/postscript",
];

/**
 * Characters of some encoding: none of the control characters that no text has. (Old tables are not
 * in UTF-8, so what is past ASCII may be anything.)
 */
function isText(bytes: Uint8Array): boolean {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe ||
    bytes[0] === 0xfe && bytes[1] === 0xff;
  return isUtf16 || !bytes.some((byte) => byte < 0x20 && !IN_TEXT.has(byte));
}

/** Tab, line feed, form feed, carriage return, escape (of coloured logs). */
const IN_TEXT = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);
