import { z } from "zod";
import { PagingQuery } from "../http/paging.ts";
import { StoredText } from "../http/text.ts";

export const MEDIA_TYPES = [
  "image",
  "audio",
  "video",
  "document",
  "archive",
] as const;
const MAX_FILE_NAME_LENGTH = 255;
const MAX_DESCRIPTION_LENGTH = 2_000;

const Time = z.iso.datetime();
const Id = z.number().int().positive();

/**
 * `scanning`: nobody can download it yet, its content answers 409; `infected`: nobody ever can, its
 * content answers 403.
 */
export const MediaState = z.enum(["ready", "scanning", "infected"]);

export const MediaFile = z.object({
  id: Id,
  fileName: z.string(),
  fileSize: z.number().int().meta({ description: "In bytes" }),
  contentType: z.string(),
  mediaType: z.enum(MEDIA_TYPES),
  width: z.number().int().nullable().meta({
    description: "In pixels, as the picture is shown (after its orientation)",
  }),
  height: z.number().int().nullable(),
  duration: z.number().nullable().meta({ description: "In seconds" }),
  uploadedBy: z.string().meta({ description: "An e-mail address" }),
  uploadDate: Time,
  description: z.string().nullable(),
  shared: z.boolean().meta({
    description: "Whether everybody in the uploader's tenant may use it",
  }),
  state: MediaState,
  checksum: z.string().meta({ description: "SHA-256 of the content, in hex" }),
  hasThumbnail: z.boolean(),
}).meta({ id: "MediaFile" });

export const MediaDetail = MediaFile.extend({
  mayManage: z.boolean().meta({
    description: "Whether whoever asks may change and delete it",
  }),
  usedIn: z.array(
    z.object({ messageId: Id, subject: z.string(), createdAt: Time }),
  ).meta({
    description:
      "Messages that it is attached to, of those the asker has; the newest 50",
  }),
}).meta({ id: "MediaDetail" });

/** The fields of an upload beside its files, before the first of them. */
export const UploadFields = z.object({
  clientId: StoredText.min(1).max(100).optional().meta({
    description:
      "The uploader's own name for this upload, before the first file: the same one again brings no second copies",
  }),
});

/** Why one file of an upload was not taken; the others may have been. */
export const UploadError = z.object({
  fileName: z.string(),
  type: z.string().meta({ description: "As of a problem" }),
  status: z.number().int(),
  title: z.string(),
  detail: z.string(),
});

/** `POST /api/messaging/attachments/upload`, where one or more files were taken. */
export const UploadAnswer = z.object({
  items: z.array(MediaFile),
  errors: z.array(UploadError),
}).meta({ id: "UploadAnswer" });

/** `GET /api/media`. */
export const MediaQuery = PagingQuery.extend({
  scope: z.enum(["all", "own", "shared"]).default("all").meta({
    description: "My own files, those shared in my tenant, or both",
  }),
  type: z.enum(MEDIA_TYPES).optional(),
  q: StoredText.max(200).optional().meta({
    description:
      "Part of the name or the description; case and accents do not count",
  }),
});

export const MediaPage = z.object({
  items: z.array(MediaFile),
  nextCursor: z.string().nullable(),
  position: z.number().int(),
}).meta({ id: "MediaPage" });

const Bytes = z.number().int().nonnegative().meta({ description: "In bytes" });

/** `GET /api/media/usage`. */
export const Usage = z.object({
  usedBytes: Bytes.meta({
    description:
      "What your files take with their thumbnails, those deleted too as long as messages have them",
  }),
  quotaBytes: Bytes.meta({ description: "What they may take" }),
  freeBytes: Bytes.meta({
    description: "What you may still upload; your tenant may have less left",
  }),
}).meta({ id: "Usage" });

/** `GET /api/admin/tenants/[tenantId]/usage`. */
export const TenantUsage = z.object({
  usedBytes: Bytes,
  quotaBytes: Bytes,
  freeBytes: Bytes,
  people: z.array(
    z.object({ email: z.string(), usedBytes: Bytes }),
  ).meta({ description: "The 20 whose files take most" }),
}).meta({ id: "TenantUsage" });

/** `PATCH /api/media/[id]`. */
export const MediaPatch = z.object({
  fileName: StoredText.trim().min(1).max(MAX_FILE_NAME_LENGTH).meta({
    description: "Its extension stays the one that says its type",
  }),
  description: StoredText.max(MAX_DESCRIPTION_LENGTH).nullable(),
  shared: z.boolean(),
}).partial().meta({ id: "MediaPatch" });

export type MediaState = z.output<typeof MediaState>;
export type MediaType = (typeof MEDIA_TYPES)[number];
export type MediaFile = z.output<typeof MediaFile>;
export type MediaDetail = z.output<typeof MediaDetail>;
export type UploadError = z.output<typeof UploadError>;
export type UploadAnswer = z.output<typeof UploadAnswer>;
export type MediaQuery = z.output<typeof MediaQuery>;
export type MediaPage = z.output<typeof MediaPage>;
export type Usage = z.output<typeof Usage>;
export type TenantUsage = z.output<typeof TenantUsage>;
export type MediaPatch = z.output<typeof MediaPatch>;
