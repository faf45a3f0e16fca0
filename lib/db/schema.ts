import type { Generated } from "kysely";
import type { Priority } from "../shared/priorities.ts";

/**
 * The row types, one for each table, as the migrations leave them (a test compares the two).
 * Times are ISO 8601 UTC text, booleans 0 or 1.
 */
export interface Schema {
  Tenants: TenantRow;
  Users: UserRow;
  Sessions: SessionRow;
  SessionKeys: SessionKeyRow;
  Messages: MessageRow;
  MessageRecipients: MessageRecipientRow;
  MessageSearch: MessageSearchRow;
  MediaFiles: MediaFileRow;
  MessageAttachments: MessageAttachmentRow;
  MalwareRefusals: MalwareRefusalRow;
  Jobs: JobRow;
  Limits: LimitRow;
  Events: EventRow;
  TopicChanges: TopicChangeRow;
  Shard: ShardRow;
}

export type Bit = 0 | 1;
export type Role = "subscriber" | "agent" | "tenant_admin" | "global_admin";

export type MediaType = "image" | "audio" | "video" | "document" | "archive";
export type MediaState = "ready" | "scanning" | "infected";
export type JobState = "pending" | "running" | "dead";
export type AttachmentType = "media_library" | "upload";

export interface TenantRow {
  Id: string;
  Name: string;
  CreatedAt: string;
}

export interface UserRow {
  Id: Generated<number>;
  TenantId: string;
  Email: string;
  Name: string;
  Role: Role;
  /** `null`: this user cannot log in (made by an import). */
  PasswordHash: string | null;
  IsActive: Generated<Bit>;
  CreatedAt: string;
}

export interface SessionRow {
  Id: string;
  UserId: number;
  CreatedAt: string;
  ExpiresAt: string;
}

export interface SessionKeyRow {
  Id: string;
  Secret: string;
  CreatedAt: string;
}

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

export interface MediaFileRow {
  Id: Generated<number>;
  TenantId: string;
  FileName: string;
  FileSize: number;
  ContentType: string;
  MediaType: MediaType;
  /** Of its object in the store. */
  R2Key: string;
  /** Of its thumbnail's, if it has one. */
  ThumbnailKey: string | null;
  /** In bytes. */
  ThumbnailSize: number | null;
  /** SHA-256, in hex. */
  Checksum: string;
  UploadDate: string;
  UploadedBy: string;
  Description: string | null;
  /** Name and description without case and accents. */
  SearchText: string;
  /** JSON. */
  Metadata: string | null;
  /** In whole seconds. */
  Duration: number | null;
  Width: number | null;
  Height: number | null;
  Language: string | null;
  /** Everybody in its tenant may use it. */
  IsShared: Generated<Bit>;
  State: MediaState;
  /** What the scanner calls that which it found. */
  Threat: string | null;
  /** Gone from the library; it stays as long as messages have it. */
  IsDeleted: Generated<Bit>;
  DeletedAt: string | null;
  DeletedBy: string | null;
  /** What the uploader calls the upload that brought it. */
  ClientId: string | null;
  /** Its place in that upload, from 0. */
  ClientPart: number | null;
}

/** A file that was not taken, since malware was found in it. */
export interface MalwareRefusalRow {
  Id: Generated<number>;
  TenantId: string;
  FileName: string;
  UploadedBy: string;
  /** What the scanner calls that which it found. */
  Threat: string;
  RefusedAt: string;
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

/** Work to be done apart from a request; see `lib/jobs/queue.ts`. */
export interface JobRow {
  Id: Generated<number>;
  Kind: string;
  /** Of those that have the same one, only one is pending, and only one runs. */
  Key: string | null;
  /** JSON. */
  Payload: string;
  State: JobState;
  /** When to take it; of a running one, the end of its lease. `null` for the dead. */
  DueAt: string | null;
  /** How often it was begun. */
  Attempts: Generated<number>;
  /** Who runs it: nobody else may complete it. */
  LeaseId: string | null;
  LastError: string | null;
  CreatedAt: string;
}

/** A limit that was set. */
export interface LimitRow {
  /** `null`: for all tenants that have none of their own. */
  TenantId: string | null;
  Name: string;
  /** JSON. */
  Value: string;
  UpdatedAt: string;
  /** An e-mail address. */
  UpdatedBy: string;
}

/** The event log. `Id` grows in commit order; see `lib/realtime/log/log.ts`. */
export interface EventRow {
  Id: Generated<number>;
  TenantId: string;
  /** JSON list of topics. */
  Audience: string;
  Type: string;
  /** JSON, ready to go out as the `data` of the envelope. */
  Payload: string;
  CreatedAt: string;
  /** What it is about: `message:88`. */
  About: string | null;
  /** JSON: who joins and leaves topics with it. A trigger copies it into `TopicChanges`. */
  Changes: string | null;
}

/** By user: into which topic, or out of which, they go with which event. */
export interface TopicChangeRow {
  EventId: number;
  TenantId: string;
  UserId: number;
  Topic: string;
  Joined: Bit;
}

/** One row: this database's own id, and the highest event id that was pruned. */
export interface ShardRow {
  Id: string;
  Floor: number;
}
