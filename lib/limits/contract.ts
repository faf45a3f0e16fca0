import { z } from "zod";

const MIB = 1_048_576;

/** The largest values that a limit can have: the most that the program is made for. */
export const CEILINGS = {
  maxFileBytes: 10_240 * MIB,
  maxFilesPerMessage: 100,
  maxSubjectLength: 1_000,
  maxBodyLength: 100_000,
  streamsPerUser: 1_000,
};

/** The limits that apply where nobody has set any. `streamsPerUser` is a server setting. */
export const DEFAULTS = {
  maxFileBytes: 25 * MIB,
  maxFilesPerMessage: 10,
  maxSubjectLength: 200,
  maxBodyLength: 20_000,
};

/** Common pictures, audio, video, PDF, office, text, CSV, zip; none that a browser would run. */
export const DEFAULT_TYPES = [
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

const count = (min: number, max: number, description: string) =>
  z.number().int().min(min).max(max).meta({ description });

/** `type/subtype`, as RFC 6838, 4.2 has it. */
const ContentType = z.string().trim().toLowerCase().max(255).regex(
  /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/,
  "must be a content type such as image/png",
);

const fields = {
  maxFileBytes: count(1, CEILINGS.maxFileBytes, "Of one file, in bytes"),
  maxFilesPerMessage: count(
    0,
    CEILINGS.maxFilesPerMessage,
    "Attachments of one message; also files of one upload",
  ),
  allowedTypes: z.array(ContentType).max(200)
    .transform((types) => [...new Set(types)])
    .meta({
      description: "What a file may be. One that is not known here is refused",
      override: { type: "array", items: { type: "string" } },
    }),
  maxSubjectLength: count(
    1,
    CEILINGS.maxSubjectLength,
    "In characters (UTF-16 code units)",
  ),
  maxBodyLength: count(
    1,
    CEILINGS.maxBodyLength,
    "In characters (UTF-16 code units)",
  ),
  streamsPerUser: z.union([
    z.number().int().min(1).max(CEILINGS.streamsPerUser),
    z.literal("off"),
  ]).meta({
    description: "Open at a time on one isolate; past it, the oldest is closed",
  }),
};

export const Limits = z.object(fields).meta({ id: "Limits" });

/** The answer of `GET`: the limits that apply, and which of them were set for this place. */
export const LimitsAnswer = Limits.extend({
  own: Limits.partial().meta({
    description:
      "Those set at this place itself; the others come from the global ones, and theirs from the server's settings",
  }),
}).meta({ id: "LimitsAnswer" });

/** The input of `PUT`: any subset. `null` removes a limit, and the inherited one applies. */
export const LimitsInput = z.strictObject({
  maxFileBytes: fields.maxFileBytes.nullable(),
  maxFilesPerMessage: fields.maxFilesPerMessage.nullable(),
  allowedTypes: fields.allowedTypes.nullable(),
  maxSubjectLength: fields.maxSubjectLength.nullable(),
  maxBodyLength: fields.maxBodyLength.nullable(),
  streamsPerUser: fields.streamsPerUser.nullable(),
}).partial().meta({ id: "LimitsInput" });

export type Limits = z.output<typeof Limits>;
export type LimitsAnswer = z.output<typeof LimitsAnswer>;
export type LimitsInput = z.output<typeof LimitsInput>;
