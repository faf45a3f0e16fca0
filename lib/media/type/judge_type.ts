import { Problem } from "../../http/problem.ts";
import { PROBLEM_TYPES } from "../../shared/problem_types.ts";
import type { MediaType } from "../contract.ts";
import { extensionOf } from "../file_name.ts";
import { isText } from "./charset.ts";
import { detectType, hasPdfHeader, isZip } from "./detect_type.ts";
import { FILE_TYPES, type FileType } from "./file_types.ts";

/** How many first bytes are looked at. */
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

interface Judgement {
  type: FileType;
  /** Whether the list at the end of the file has to tell the rest: see `requireParts`. */
  isOpen: boolean;
}

/**
 * What type of file it is: that of its name's extension, where it is allowed and neither the first
 * bytes nor the declared type contradict it.
 *
 * @throws {Problem} 415 saying which of them does.
 */
export async function judgeType(
  { fileName, declaredType, sample }: Claim,
  allowedTypes: readonly string[],
): Promise<Judgement> {
  const type = typeNamed(fileName, allowedTypes);
  if (sample.byteLength === 0 && type.detected !== "text") {
    throw new Problem(
      415,
      `${JSON.stringify(fileName)} is not what it says: it is empty`,
      { type: PROBLEM_TYPES.emptyFile },
    );
  }
  const detected = await detectType(sample);
  const isOpen = type.parts !== undefined && detected === "application/zip";
  if (!isOpen && !isAsDetected(type, detected, sample)) {
    throw contradiction(fileName, `its content is ${detected ?? "unknown"}`);
  }
  const declared = declaredType.split(";")[0].trim().toLowerCase();
  if (!mayBeDeclared(type, declared)) {
    throw contradiction(fileName, `it is declared as "${declared}"`);
  }
  return { type, isOpen };
}

function typeNamed(fileName: string, allowed: readonly string[]): FileType {
  const extension = extensionOf(fileName);
  const allowedHere = FILE_TYPES.filter(({ contentType }) =>
    allowed.includes(contentType)
  );
  const type = allowedHere.find(({ extensions }) =>
    extensions.includes(extension)
  );
  if (type) return type;
  const which = extension === ""
    ? "files without an extension"
    : `files that end in ".${extension}"`;
  const others = allowedHere.flatMap(({ extensions }) => extensions);
  throw new Problem(
    415,
    `${JSON.stringify(fileName)}: ${which} are not allowed here; allowed are ${
      others.join(", ")
    }`,
  );
}

/** Formats that are text. A text that begins like another format ("BM", "MZ") does so by chance. */
const WRITTEN = [
  "application/pdf",
  "application/rtf",
  "application/postscript",
];

function isAsDetected(
  { contentType, detected: possible }: FileType,
  detected: string | undefined,
  sample: Uint8Array,
): boolean {
  if (possible === "text") {
    return isText(sample) && !WRITTEN.includes(detected ?? "");
  }
  if (possible === "zip") return isZip(sample);
  if (contentType === "application/pdf" && !detected) {
    return hasPdfHeader(sample);
  }
  return possible.includes(detected ?? "");
}

/** Programs declare an office document as an archive, and sound as film. */
const ALIKE: Record<MediaType, string> = {
  image: "picture",
  audio: "recording",
  video: "recording",
  document: "paper",
  archive: "paper",
};

/** What a program declares that does not know the type (RFC 7578, 4.4). */
const UNDECLARED = "text/plain";

/**
 * Systems declare a type by names of their own, or by the program that opens it. Only what is known to
 * be something else altogether contradicts.
 */
function mayBeDeclared({ mediaType }: FileType, declared: string): boolean {
  const known = FILE_TYPES.find(({ contentType }) => contentType === declared);
  return !known || declared === UNDECLARED ||
    ALIKE[known.mediaType] === ALIKE[mediaType];
}

/** Something that the file says of itself is not so. */
export function contradiction(fileName: string, what: string): Problem {
  const name = JSON.stringify(fileName);
  return new Problem(415, `${name} is not what its name says: ${what}`, {
    type: PROBLEM_TYPES.misnamed,
  });
}
