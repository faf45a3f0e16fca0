import { z } from "zod";
import { PagingQuery } from "../http/paging.ts";
import { StoredText } from "../http/text.ts";
import { MEDIA_TYPES, MediaState } from "../media/contract.ts";
import { PRIORITIES } from "../shared/priorities.ts";

/** In characters (UTF-16 code units), whatever a tenant allows. */
export const LONGEST_SUBJECT = 1_000;
export const LONGEST_BODY = 100_000;

const MAX_RECIPIENTS = 1_000;
/** How many recipients lists name: as many as a mail shows, of perhaps thousands. */
export const RECIPIENTS_SHOWN = 20;

const PriorityName = z.enum(PRIORITIES);
const Time = z.iso.datetime();

/** `POST /api/messaging/send`. Lengths are in characters (UTF-16 code units). */
export const SendInput = z.object({
  subject: StoredText.max(LONGEST_SUBJECT).meta({
    description: "As long as the tenant allows, by default 200",
  }),
  body: StoredText.max(LONGEST_BODY).meta({
    description: "As long as the tenant allows, by default 20,000",
  }),
  recipients: z.union([
    z.literal("tenant"),
    z.array(
      z.union([
        StoredText.trim().min(1).max(320),
        z.number().int().positive(),
      ]),
    ).min(1).max(MAX_RECIPIENTS),
  ]).optional().meta({
    description:
      'E-mail addresses or user ids, or "tenant" for everybody else in it; required unless `tenants` is given',
  }),
  priority: PriorityName.default("normal"),
  messageType: z.literal("message").optional().meta({
    description: "Nothing else: the server knows by whom it is sent to",
  }),
  expiresAt: z.iso.datetime({ offset: true }).nullish().meta({
    description:
      "From then on only the sender sees the message; must be in the future",
  }),
  attachments: z.array(z.number().int().positive()).max(100).optional().meta({
    description:
      "Ids of media files that are in the sender's library: own ones, or shared in the tenant",
  }),
  clientId: StoredText.min(1).max(100).optional().meta({
    description:
      "The sender's own name for this message: the same one again is no second message",
  }),
  tenants: z.union([
    z.literal("all"),
    z.array(StoredText.min(1).max(100)).min(1).max(MAX_RECIPIENTS),
  ]).optional().meta({
    description:
      "Global admins only: a broadcast, one message to each of these tenants",
  }),
}).refine(
  ({ recipients, tenants }) =>
    recipients !== undefined || tenants !== undefined,
  { path: ["recipients"], message: "must name at least one recipient" },
).meta({
  id: "SendInput",
  override: {
    anyOf: [{ required: ["recipients"] }, { required: ["tenants"] }],
  },
});

const Person = z.object({ email: z.string(), name: z.string() });

/** To all but the sender, `isRead` and `readAt` of the recipients are null. */
const Recipient = Person.extend({
  isRead: z.boolean().nullable(),
  readAt: Time.nullable(),
});

const MessageHead = z.object({
  id: z.number().int(),
  tenantId: z.string(),
  subject: z.string(),
  sender: Person,
  recipients: z.array(Recipient).meta({
    description:
      `In lists at most ${RECIPIENTS_SHOWN}, in events 5; one message alone has them all`,
  }),
  recipientCount: z.number().int().meta({
    description: "In events, where absent: as many as are named",
  }),
  messageType: z.string().meta({
    default: "message",
    description:
      "`message`; `announcement`, to a whole tenant; `broadcast`, by a global admin to tenants; `system`, by the server",
  }),
  priority: PriorityName.meta({ default: "normal" }),
  createdAt: Time,
  expiresAt: Time.nullable(),
  isRead: z.boolean().meta({
    description:
      "By whoever asks; true to a sender who is not among the recipients",
  }),
  isArchived: z.boolean().meta({ description: "By whoever asks" }),
  isDeleted: z.boolean().meta({
    description: "By whoever asks, who can still restore it",
  }),
  isRecalled: z.boolean(),
  recalledAt: Time.nullable(),
  recallReason: z.string().nullable(),
  hasAttachments: z.boolean(),
  attachmentCount: z.number().int().meta({ default: 0 }),
});

export const MessageSummary = MessageHead.extend({
  preview: z.string().meta({
    description: "The first 140 characters of the body, on one line",
  }),
}).meta({ id: "MessageSummary" });

/** A file in a message, under the name that it had when it was attached. */
export const Attachment = z.object({
  id: z.number().int().positive(),
  messageId: z.number().int().positive(),
  mediaId: z.number().int().positive(),
  fileName: z.string(),
  fileSize: z.number().int(),
  contentType: z.string(),
  attachmentType: z.enum(["media_library", "upload"]).meta({
    description:
      "`upload`: this was the first message that its uploader attached it to",
  }),
  createdAt: Time,
  mediaType: z.enum(MEDIA_TYPES),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  duration: z.number().nullable(),
  state: MediaState,
  hasThumbnail: z.boolean(),
}).meta({ id: "Attachment" });

export const Message = MessageHead.extend({
  body: z.string(),
  attachments: z.array(Attachment),
  links: z.array(z.unknown()),
}).meta({ id: "Message" });

/** What `send` answers. */
export const SentMessage = Message.extend({
  broadcast: z.array(z.object({ tenantId: z.string(), id: z.number().int() }))
    .optional().meta({
      description: "Where `tenants` was given: the message of each tenant",
    }),
}).meta({ id: "SentMessage" });

/** `GET /api/messages` and `GET /api/messaging/messages`. */
export const ListQuery = PagingQuery.extend({
  box: z.enum(["inbox", "sent", "archived", "deleted"]).default("inbox"),
  unread: z.stringbool().optional().meta({
    description: "`true`: only what I have not read",
    override: { type: "boolean" },
  }),
  q: StoredText.max(200).optional().meta({
    description:
      "Messages that hold all of these words, the last of which may be unfinished, in subject or body",
  }),
  priority: PriorityName.optional(),
});

/** `GET /api/messaging/messages/[id]`. */
export const GetQuery = z.object({
  deleted: z.stringbool().optional().meta({
    description: "`true`: also one that I have deleted and can restore",
    override: { type: "boolean" },
  }),
});

export const MessageSummaryPage = z.object({
  items: z.array(MessageSummary),
  nextCursor: z.string().nullable(),
  position: z.number().int(),
}).meta({ id: "MessageSummaryPage" });

export const MessagePage = z.object({
  items: z.array(Message),
  nextCursor: z.string().nullable(),
  position: z.number().int(),
}).meta({ id: "MessagePage" });

/** `POST /api/messaging/messages/read`. */
export const ReadInput = z.union([
  z.object({ ids: z.array(z.number().int().positive()).min(1).max(1_000) }),
  z.object({ all: z.literal(true) }),
]).meta({
  id: "ReadInput",
  description:
    "Some messages, or all in the inbox. Ids of messages that are read already, or that the reader has not, are passed over",
});

export const ReadResult = z.object({
  ids: z.array(z.number().int()).meta({
    description: "Those that were unread until now",
  }),
  readAt: Time.meta({ description: "The time of this request" }),
  position: z.number().int(),
}).meta({ id: "ReadResult" });

/** What one does to messages for oneself alone. */
export const OWN_ACTIONS = [
  "read",
  "unread",
  "archive",
  "unarchive",
  "delete",
  "restore",
] as const;

const MOST_AT_ONCE = 200;
const Ids = z.array(z.number().int().positive()).min(1).max(MOST_AT_ONCE);

/** What one message's verbs answer. */
export const OwnResult = z.object({
  ids: z.array(z.number().int()).meta({
    description: "The message, where this request changed it",
  }),
  position: z.number().int(),
}).meta({ id: "OwnResult" });

/** `POST /api/messaging/messages/unread`. */
export const IdsInput = z.object({ ids: Ids }).meta({ id: "IdsInput" });

/** `POST /api/messaging/messages/bulk`. */
export const BulkInput = z.object({
  ids: Ids,
  action: z.enum(OWN_ACTIONS),
}).meta({ id: "BulkInput" });

export const BulkResult = z.object({
  results: z.array(
    z.object({ id: z.number().int(), status: z.number().int() }),
  ).meta({
    description:
      "200 where it is so now; 404 for what you do not have; 409 for a deletion that would be for everybody, or was",
  }),
  position: z.number().int(),
}).meta({ id: "BulkResult" });

/** `POST /api/messaging/attachments/attach`. */
export const AttachInput = z.object({
  messageId: z.number().int().positive(),
  mediaIds: z.array(z.number().int().positive()).min(1).max(100),
}).meta({ id: "AttachInput" });

/** `GET /api/messaging/attachments/[messageId]`, and what `attach` answers: all of the message. */
export const AttachmentList = z.object({
  items: z.array(Attachment),
  nextCursor: z.null(),
  position: z.number().int(),
}).meta({ id: "AttachmentList" });

export const UnreadCount = z.object({
  count: z.number().int(),
  byPriority: z.object({
    low: z.number().int(),
    normal: z.number().int(),
    high: z.number().int(),
    urgent: z.number().int(),
  }),
  position: z.number().int(),
}).meta({ id: "UnreadCount" });

export type SendInput = z.output<typeof SendInput>;
export type ListQuery = z.output<typeof ListQuery>;
export type GetQuery = z.output<typeof GetQuery>;
export type ReadInput = z.output<typeof ReadInput>;
export type OwnAction = (typeof OWN_ACTIONS)[number];
export type OwnResult = z.output<typeof OwnResult>;
export type BulkInput = z.output<typeof BulkInput>;
export type BulkResult = z.output<typeof BulkResult>;
export type ReadResult = z.output<typeof ReadResult>;
export type Attachment = z.output<typeof Attachment>;
export type Recipient = z.output<typeof Recipient>;
export type SentMessage = z.output<typeof SentMessage>;
export type MessageSummary = z.output<typeof MessageSummary>;
export type Message = z.output<typeof Message>;
export type MessageSummaryPage = z.output<typeof MessageSummaryPage>;
export type MessagePage = z.output<typeof MessagePage>;
export type AttachInput = z.output<typeof AttachInput>;
export type AttachmentList = z.output<typeof AttachmentList>;
export type UnreadCount = z.output<typeof UnreadCount>;
