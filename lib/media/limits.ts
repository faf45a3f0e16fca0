import { z } from "zod";
import { type LimitsOf, numberLimit } from "../limits/contract.ts";

declare module "../limits/contract.ts" {
  interface AreaLimits extends MediaLimits {}
}

interface MediaLimits {
  /** Of one file, in bytes. */
  maxFileBytes: number;
  /** Attachments of one message; also files of one upload. */
  maxFilesPerMessage: number;
  /** Content types. */
  allowedTypes: string[];
  /** Of all files that one person has uploaded, in bytes. */
  userQuotaBytes: number;
  /** Of all files of the tenant, in bytes. */
  tenantQuotaBytes: number;
}

const MIB = 1_048_576;
const GIB = 1_024 * MIB;
const MAX_QUOTA_BYTES = 1_048_576 * GIB;

/** Common pictures, audio, video, PDF, office, text, CSV, zip; none that a browser would run. */
const COMMON_TYPES = [
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/heic",
  "image/bmp",
  "image/tiff",
  "audio/mpeg",
  "audio/mp4",
  "audio/aac",
  "audio/ogg",
  "audio/wav",
  "audio/flac",
  "audio/webm",
  "video/mp4",
  "video/3gpp",
  "video/webm",
  "video/quicktime",
  "video/ogg",
  "application/pdf",
  "application/rtf",
  "application/msword",
  "application/vnd.ms-excel",
  "application/vnd.ms-powerpoint",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "application/vnd.oasis.opendocument.text",
  "application/vnd.oasis.opendocument.spreadsheet",
  "application/vnd.oasis.opendocument.presentation",
  "text/plain",
  "text/csv",
  "application/zip",
];

/** `type/subtype`, as RFC 6838, 4.2 has it. */
const ContentType = z.string().max(255).regex(
  /^\s*[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*\s*$/,
  "must be a content type such as image/png",
).trim().toLowerCase();

export const mediaLimits: LimitsOf<MediaLimits> = {
  maxFileBytes: numberLimit({
    min: 1,
    max: 10_240 * MIB,
    builtIn: 25 * MIB,
    description: "Of one file, in bytes",
  }),
  maxFilesPerMessage: numberLimit({
    min: 0,
    max: 100,
    builtIn: 10,
    description: "Attachments of one message; also files of one upload",
  }),
  allowedTypes: {
    builtIn: COMMON_TYPES,
    schema: z.array(ContentType).max(200)
      .overwrite((types) => [...new Set(types)])
      .meta({
        description:
          "What a file may be. One that is not known here is refused",
      }),
  },
  userQuotaBytes: numberLimit({
    min: 0,
    max: MAX_QUOTA_BYTES,
    builtIn: 5 * GIB,
    description:
      "Of all files that one person has uploaded, with their thumbnails, in bytes; a deleted one counts as long as messages have it",
  }),
  tenantQuotaBytes: numberLimit({
    min: 0,
    max: MAX_QUOTA_BYTES,
    builtIn: 100 * GIB,
    isOperators: true,
    description:
      "The same of everybody in the tenant together. Only global admins set it",
  }),
};
