import type { Failure } from "../../lib/client/page/failure.ts";
import type { Upload } from "../../lib/client/kit/uploads.ts";
import type { FilesWords } from "../../lib/i18n/files/words.ts";
import { formatFileSize } from "../../lib/i18n/format.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { Limits } from "../../lib/limits/contract.ts";
import type { MediaFile } from "../../lib/media/contract.ts";

/** A short name of the file's type: "PDF", or the content type of a file without an extension. */
export function typeInWords(
  { fileName, contentType }: Pick<MediaFile, "fileName" | "contentType">,
): string {
  const extension = /[^.]\.([a-z0-9]{1,5})$/i.exec(fileName)?.[1];
  return extension?.toUpperCase() ?? contentType;
}

/** Why something could not be done to a file. */
export function failureInWords(
  words: FilesWords,
  { reason }: Pick<Failure, "reason">,
): string {
  return translate(words, `failure.${reason}`);
}

/** A file and how far its upload is; an area may know more states than uploads do. */
interface Uploading {
  state: string;
  problem?: Problem | null;
}

type Problem = NonNullable<Upload["problem"]>;

/** Whether the file still waits or uploads. */
export function isUnderWay({ state }: Uploading): boolean {
  return state === "waiting" || state === "uploading";
}

/** Whether another try may succeed. A fault of the file itself would only repeat. */
export function canRetry({ state, problem }: Uploading): boolean {
  if (state === "cancelled") return true;
  return state === "failed" &&
    !(problem && isFileReason(problem.reason));
}

/** What is wrong with the files themselves. */
type FileReason = Exclude<Problem["reason"], Failure["reason"]>;

const FILE_REASONS: readonly string[] = [
  "tooLarge",
  "wrongType",
  "misnamed",
  "infected",
  "empty",
  "overQuota",
  "noFile",
] satisfies FileReason[];

function isFileReason(reason: Problem["reason"]): reason is FileReason {
  return FILE_REASONS.includes(reason);
}

/** Why a file was not uploaded. `bytes` is its size, or 0 when the size is unknown. */
export function problemInWords(
  words: FilesWords,
  { maxFileBytes }: Pick<Limits, "maxFileBytes">,
  problem: Pick<Problem, "reason" | "retryAfter">,
  bytes = 0,
): string {
  const { reason, retryAfter } = problem;
  if (reason === "tooLarge") {
    const size = formatFileSize(words.language, maxFileBytes);
    // The limit that is meant may be another: the scanner's, or one that was changed.
    const isWithin = bytes > 0 && bytes <= maxFileBytes;
    const which = isWithin ? "tooMuch" : "tooLarge";
    return translate(words, `upload.reason.${which}`, { size });
  }
  if (retryAfter !== undefined) {
    const count = Math.ceil(retryAfter / 1_000);
    return translate(words, "upload.reason.later", { count });
  }
  return isFileReason(reason)
    ? translate(words, `upload.reason.${reason}`)
    : failureInWords(words, { reason });
}

/** How far an upload is. */
export function uploadInWords(
  words: FilesWords,
  limits: Pick<Limits, "maxFileBytes">,
  { state, sent, size, problem }: Pick<
    Upload,
    "state" | "sent" | "size" | "problem"
  >,
): string {
  if (state === "failed") {
    const reason = problem ? problemInWords(words, limits, problem, size) : "";
    return translate(words, "upload.failed", { reason });
  }
  if (state !== "uploading") return translate(words, `upload.${state}`);
  if (sent >= size) return translate(words, "upload.checking");
  return translate(words, "upload.progress", {
    sent: formatFileSize(words.language, sent),
    size: formatFileSize(words.language, size),
  });
}
