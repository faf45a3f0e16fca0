import { sql } from "kysely";
import type { Actor } from "../auth/actor.ts";
import type { Bit } from "../db/schema.ts";
import { preview } from "../shared/preview.ts";
import type { Priority } from "../shared/priorities.ts";
import { sameEmail } from "../shared/same_email.ts";
import type {
  Attachment,
  Message,
  MessageSummary,
  Recipient,
} from "./contract.ts";
import type { RecipientRow } from "./recipients.ts";

/** The person who looks. What is shown of a message depends on them. */
export type Viewer = Pick<Actor, "email" | "tenantId" | "role">;

/**
 * The columns that queries select of a message: `m` is the message, `mine` the viewer's own row
 * among its recipients (if any), `sender` the sender's user.
 */
export const SEEN = [
  "m.Id",
  "m.TenantId",
  "m.Subject",
  "m.SenderEmail",
  "sender.Name as SenderName",
  "m.RecipientCount",
  "m.MessageType",
  "m.Priority",
  "m.CreatedAt",
  "m.ExpiresAt",
  "m.IsArchived as IsArchivedBySender",
  "m.IsRecalled",
  "m.RecalledAt",
  "m.RecallReason",
  "m.HasAttachments",
  "m.AttachmentCount",
  "mine.IsRead as IsReadByMe",
  "mine.IsArchived as IsArchivedByMe",
  "mine.IsDeleted as IsDeletedByMe",
] as const;

export interface SeenRow {
  Id: number;
  TenantId: string;
  Subject: string;
  /** The body; in lists of summaries, its beginning. */
  Body: string;
  SenderEmail: string;
  SenderName: string | null;
  RecipientCount: number;
  MessageType: string;
  Priority: Priority;
  CreatedAt: string;
  ExpiresAt: string | null;
  IsArchivedBySender: Bit;
  IsRecalled: Bit;
  RecalledAt: string | null;
  RecallReason: string | null;
  HasAttachments: Bit;
  AttachmentCount: number;
  IsReadByMe: Bit | null;
  IsArchivedByMe: Bit | null;
  IsDeletedByMe: Bit | null;
}

export const WHOLE_BODY = sql<string>`m.Body`.as("Body");

/** How many characters are enough for a preview, even with much white space. */
export const BODY_START = sql<string>`substr(m.Body, 1, 1000)`.as("Body");

export function asMessage(
  row: SeenRow,
  recipients: RecipientRow[],
  viewer: Viewer,
  attachments: Attachment[],
): Message {
  return {
    ...headOf(row, recipients, viewer),
    body: isHidden(row, viewer) ? "" : row.Body,
    attachments: isHidden(row, viewer) ? [] : attachments,
    links: [],
  };
}

export function asSummary(
  row: SeenRow,
  recipients: RecipientRow[],
  viewer: Viewer,
): MessageSummary {
  return {
    ...headOf(row, recipients, viewer),
    preview: isHidden(row, viewer) ? "" : preview(row.Body),
  };
}

function headOf(
  row: SeenRow,
  recipients: RecipientRow[],
  viewer: Viewer,
): Omit<Message, "body" | "attachments" | "links"> {
  const isSender = isSentBy(row, viewer);
  const attachmentCount = isHidden(row, viewer) ? 0 : row.AttachmentCount;
  return {
    id: row.Id,
    tenantId: row.TenantId,
    subject: isHidden(row, viewer) ? "" : row.Subject,
    sender: {
      email: row.SenderEmail,
      name: row.SenderName ?? row.SenderEmail,
    },
    recipients: recipients.map((recipient) => asRecipient(recipient, isSender)),
    recipientCount: row.RecipientCount,
    messageType: row.MessageType,
    priority: row.Priority,
    createdAt: row.CreatedAt,
    expiresAt: row.ExpiresAt,
    isRead: row.IsReadByMe !== 0,
    isArchived: (row.IsArchivedByMe ?? row.IsArchivedBySender) === 1,
    isDeleted: row.IsDeletedByMe === 1,
    isRecalled: row.IsRecalled === 1,
    recalledAt: row.RecalledAt,
    recallReason: row.RecallReason,
    hasAttachments: attachmentCount > 0,
    attachmentCount,
  };
}

/** Hides the content of a recalled message from everybody but its sender. */
export function isHidden(row: SeenRow, viewer: Viewer): boolean {
  return row.IsRecalled === 1 && !isSentBy(row, viewer);
}

export function isSentBy(row: SeenRow, viewer: Viewer): boolean {
  return sameEmail(row.SenderEmail, viewer.email);
}

/** Only the sender is told who has read a message, and when. */
function asRecipient(
  { RecipientEmail, Name, ReadAt }: RecipientRow,
  isSender: boolean,
): Recipient {
  return {
    email: RecipientEmail,
    name: Name ?? RecipientEmail,
    // Who marks it unread again has read it all the same.
    isRead: isSender ? ReadAt !== null : null,
    readAt: isSender ? ReadAt : null,
  };
}
