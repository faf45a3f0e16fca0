import { type Kysely, sql } from "kysely";

/**
 * A media file's `R2Key` names its object in the store, `ThumbnailKey` that of its thumbnail, once
 * there is one; `SearchText` is what a search looks through. Whatever is attached or
 * taken off, by whatever way, triggers keep a message's count. What was refused for malware has no
 * file: admins are shown it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE MediaFiles (
      Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      TenantId TEXT NOT NULL REFERENCES Tenants (Id) ON DELETE CASCADE,
      FileName TEXT NOT NULL,
      FileSize INTEGER NOT NULL,
      ContentType TEXT NOT NULL,
      MediaType TEXT NOT NULL
        CHECK (MediaType IN ('image', 'audio', 'video', 'document', 'archive')),
      R2Key TEXT NOT NULL UNIQUE,
      ThumbnailKey TEXT UNIQUE,
      ThumbnailSize INTEGER,
      Checksum TEXT NOT NULL,
      UploadDate TEXT NOT NULL,
      UploadedBy TEXT NOT NULL COLLATE NOCASE,
      Description TEXT,
      SearchText TEXT NOT NULL,
      Metadata TEXT,
      Duration INTEGER,
      Width INTEGER,
      Height INTEGER,
      Language TEXT,
      IsShared INTEGER NOT NULL DEFAULT 0,
      State TEXT NOT NULL CHECK (State IN ('ready', 'scanning', 'infected')),
      Threat TEXT,
      IsDeleted INTEGER NOT NULL DEFAULT 0,
      DeletedAt TEXT,
      DeletedBy TEXT
    )`.execute(db);
  await sql`
    CREATE INDEX MediaByUploader
    ON MediaFiles (UploadedBy, IsDeleted, UploadDate, Id)`.execute(db);
  await sql`
    CREATE INDEX MediaShared ON MediaFiles (TenantId, UploadDate, Id)
    WHERE IsShared = 1 AND IsDeleted = 0`.execute(db);
  await sql`
    CREATE INDEX MediaNotReady ON MediaFiles (State, UploadDate, Id)
    WHERE State <> 'ready'`.execute(db);

  await sql`
    CREATE TABLE MessageAttachments (
      Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      MessageId INTEGER NOT NULL REFERENCES Messages (Id) ON DELETE CASCADE,
      MediaId INTEGER NOT NULL REFERENCES MediaFiles (Id) ON DELETE CASCADE,
      CreatedAt TEXT NOT NULL,
      AttachmentType TEXT NOT NULL
        CHECK (AttachmentType IN ('media_library', 'upload')),
      FileName TEXT NOT NULL,
      FileSize INTEGER NOT NULL,
      ContentType TEXT NOT NULL,
      UNIQUE (MessageId, MediaId)
    )`.execute(db);
  await sql`
    CREATE INDEX AttachmentsByMedia ON MessageAttachments (MediaId, MessageId)`
    .execute(db);
  await sql`
    CREATE TRIGGER AttachmentAdded AFTER INSERT ON MessageAttachments BEGIN
      UPDATE Messages
      SET AttachmentCount = AttachmentCount + 1, HasAttachments = 1
      WHERE Id = new.MessageId;
    END`.execute(db);
  await sql`
    CREATE TRIGGER AttachmentRemoved AFTER DELETE ON MessageAttachments BEGIN
      UPDATE Messages
      SET AttachmentCount = AttachmentCount - 1,
        HasAttachments = AttachmentCount > 1
      WHERE Id = old.MessageId;
    END`.execute(db);

  await sql`
    CREATE TABLE MalwareRefusals (
      Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      TenantId TEXT NOT NULL REFERENCES Tenants (Id) ON DELETE CASCADE,
      FileName TEXT NOT NULL,
      UploadedBy TEXT NOT NULL COLLATE NOCASE,
      Threat TEXT NOT NULL,
      RefusedAt TEXT NOT NULL
    )`.execute(db);
  await sql`CREATE INDEX RefusalsByTime ON MalwareRefusals (RefusedAt, Id)`
    .execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE MalwareRefusals`.execute(db);
  await sql`DROP TABLE MessageAttachments`.execute(db);
  await sql`DROP TABLE MediaFiles`.execute(db);
  await sql`
    UPDATE Messages SET AttachmentCount = 0, HasAttachments = 0
    WHERE HasAttachments = 1`.execute(db);
}
