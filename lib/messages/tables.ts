import type { Generated } from "kysely";
import type { Bit } from "../db/schema.ts";
import type { Priority } from "../shared/priorities.ts";

declare module "../db/schema.ts" {
  interface Schema extends MessageTables {}
}

/** The tables of this area, as its migrations leave them. */
export interface MessageTables {
  Messages: MessageRow;
  MessageRecipients: MessageRecipientRow;
  MessageSearch: MessageSearchRow;
  MessageAttachments: MessageAttachmentRow;
}

export type AttachmentType = "media_library" | "upload";

export interface MessageRow {
  Id: Generated<number>;
  TenantId: string;
  SenderEmail: string;
  /** The sender's own name for this message: a retry with the same one is the same message. */
  ClientId: string | null;
  Subject: string;
  Body: string;
  MessageType: string;
  Priority: Priority;
  CreatedAt: string;
  ExpiresAt: string | null;
  IsDeleted: Generated<Bit>;
  DeletedAt: string | null;
  IsRecalled: Generated<Bit>;
  RecalledAt: string | null;
  RecallReason: string | null;
  IsArchived: Generated<Bit>;
  ArchivedAt: string | null;
  HasAttachments: Generated<Bit>;
  AttachmentCount: Generated<number>;
  RecipientCount: Generated<number>;
}

export interface MessageRecipientRow {
  Id: Generated<number>;
  MessageId: number;
  RecipientEmail: string;
  /** The message's own, as are the next two: so that a mailbox is one walk along one index. */
  CreatedAt: string;
  ExpiresAt: string | null;
  Priority: Priority;
  IsRead: Generated<Bit>;
  ReadAt: string | null;
  IsArchived: Generated<Bit>;
  ArchivedAt: string | null;
  IsDeleted: Generated<Bit>;
  DeletedAt: string | null;
  DeliveredAt: string | null;
}

/**
 * FTS5 over `Messages`; `rowid` is the message's id. Written with the message, and from then on kept
 * by triggers.
 */
export interface MessageSearchRow {
  rowid: number;
  Subject: string;
  Body: string;
  TenantId: string;
}

export interface MessageAttachmentRow {
  Id: Generated<number>;
  MessageId: number;
  MediaId: number;
  CreatedAt: string;
  AttachmentType: AttachmentType;
  /** The file's own at the time, as are the next two. */
  FileName: string;
  FileSize: number;
  ContentType: string;
}
