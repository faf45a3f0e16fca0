import type { Generated } from "kysely";
import type { Bit } from "../db/schema.ts";

declare module "../db/schema.ts" {
  interface Schema extends MediaTables {}
}

/** The tables of this area, as its migrations leave them. */
export interface MediaTables {
  MediaFiles: MediaFileRow;
  MalwareRefusals: MalwareRefusalRow;
  Quotas: QuotaRow;
}

export type MediaType = "image" | "audio" | "video" | "document" | "archive";
export type MediaState = "ready" | "scanning" | "infected";

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

/** What of the store is used. Triggers on `MediaFiles` keep it. */
export interface QuotaRow {
  TenantId: string;
  /** Whose files; empty for those of the whole tenant. */
  Email: string;
  UsedBytes: number;
}
