import { type Kysely, sql } from "kysely";

/**
 * A mailbox is one walk along one index: what places a message in it (`CreatedAt`), hides it
 * (`ExpiresAt`) or is counted of it (`Priority`) is repeated in `MessageRecipients`; none of it
 * ever changes. Its two indexes hold all that a list filters by and a count needs, so that neither
 * looks at a message that it does not show. A message deleted for all is deleted in every
 * mailbox, by a trigger.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE Messages (
      Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      TenantId TEXT NOT NULL REFERENCES Tenants (Id) ON DELETE CASCADE,
      SenderEmail TEXT NOT NULL COLLATE NOCASE,
      ClientId TEXT,
      Subject TEXT NOT NULL,
      Body TEXT NOT NULL,
      MessageType TEXT NOT NULL,
      Priority TEXT NOT NULL CHECK (Priority IN ('low', 'normal', 'high', 'urgent')),
      CreatedAt TEXT NOT NULL,
      ExpiresAt TEXT,
      IsDeleted INTEGER NOT NULL DEFAULT 0,
      DeletedAt TEXT,
      IsRecalled INTEGER NOT NULL DEFAULT 0,
      RecalledAt TEXT,
      RecallReason TEXT,
      IsArchived INTEGER NOT NULL DEFAULT 0,
      ArchivedAt TEXT,
      HasAttachments INTEGER NOT NULL DEFAULT 0,
      AttachmentCount INTEGER NOT NULL DEFAULT 0,
      RecipientCount INTEGER NOT NULL DEFAULT 0
    )`.execute(db);
  await sql`
    CREATE UNIQUE INDEX MessagesByClientId ON Messages (SenderEmail, ClientId, TenantId)
    WHERE ClientId IS NOT NULL`.execute(db);
  await sql`
    CREATE INDEX MessagesBySender
    ON Messages (SenderEmail, IsDeleted, IsArchived, CreatedAt, Id)`.execute(
    db,
  );
  await sql`CREATE INDEX MessagesByTenant ON Messages (TenantId, CreatedAt)`
    .execute(db);

  await sql`
    CREATE TABLE MessageRecipients (
      Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      MessageId INTEGER NOT NULL REFERENCES Messages (Id) ON DELETE CASCADE,
      RecipientEmail TEXT NOT NULL COLLATE NOCASE,
      CreatedAt TEXT NOT NULL,
      ExpiresAt TEXT,
      Priority TEXT NOT NULL,
      IsRead INTEGER NOT NULL DEFAULT 0,
      ReadAt TEXT,
      IsArchived INTEGER NOT NULL DEFAULT 0,
      ArchivedAt TEXT,
      IsDeleted INTEGER NOT NULL DEFAULT 0,
      DeletedAt TEXT,
      DeliveredAt TEXT,
      UNIQUE (MessageId, RecipientEmail)
    )`.execute(db);
  await sql`
    CREATE INDEX RecipientsByMailbox
    ON MessageRecipients
    (RecipientEmail, IsDeleted, IsArchived, CreatedAt, MessageId, Priority, ExpiresAt)`
    .execute(db);
  await sql`
    CREATE INDEX RecipientsUnread ON MessageRecipients
    (RecipientEmail, IsDeleted, IsArchived, CreatedAt, MessageId, Priority, ExpiresAt)
    WHERE IsRead = 0`.execute(db);
  await sql`
    CREATE TRIGGER MessageDeletedForAll AFTER UPDATE OF IsDeleted ON Messages
    WHEN new.IsDeleted = 1 BEGIN
      UPDATE MessageRecipients SET IsDeleted = 1, DeletedAt = new.DeletedAt
      WHERE MessageId = new.Id AND IsDeleted = 0;
    END`.execute(db);

  await sql`
    CREATE VIRTUAL TABLE MessageSearch USING fts5 (
      Subject, Body, TenantId, content = 'Messages', content_rowid = 'Id',
      tokenize = 'unicode61 remove_diacritics 2'
    )`.execute(db);
  await sql`
    CREATE TRIGGER MessageSearchInsert AFTER INSERT ON Messages BEGIN
      INSERT INTO MessageSearch (rowid, Subject, Body, TenantId)
      VALUES (new.Id, new.Subject, new.Body, new.TenantId);
    END`.execute(db);
  await sql`
    CREATE TRIGGER MessageSearchDelete AFTER DELETE ON Messages BEGIN
      INSERT INTO MessageSearch (MessageSearch, rowid, Subject, Body, TenantId)
      VALUES ('delete', old.Id, old.Subject, old.Body, old.TenantId);
    END`.execute(db);
  await sql`
    CREATE TRIGGER MessageSearchUpdate AFTER UPDATE OF Subject, Body ON Messages BEGIN
      INSERT INTO MessageSearch (MessageSearch, rowid, Subject, Body, TenantId)
      VALUES ('delete', old.Id, old.Subject, old.Body, old.TenantId);
      INSERT INTO MessageSearch (rowid, Subject, Body, TenantId)
      VALUES (new.Id, new.Subject, new.Body, new.TenantId);
    END`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ["MessageSearch", "MessageRecipients", "Messages"]) {
    await sql`DROP TABLE ${sql.table(table)}`.execute(db);
  }
}
