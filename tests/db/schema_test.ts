import assert from "node:assert/strict";
import { type Selectable, sql } from "kysely";
import type { Schema } from "../../lib/db/schema.ts";
import { testServices } from "../support/services.ts";

/** What SQLite declares for a column of this type in TypeScript; `?` where it may be null. */
type Declared<Value> = null extends Value ? `${Affinity<NonNullable<Value>>}?`
  : Affinity<Value>;
type Affinity<Value> = Value extends number ? "INTEGER" : "TEXT";

type Declarations<Row> = { [Column in keyof Row]: Declared<Row[Column]> };

type Columns = {
  [Table in Exclude<keyof Schema, "MessageSearch">]: Declarations<
    Selectable<Schema[Table]>
  >;
};

/** The compiler holds this to the row types, the test to the migrations. */
const columns: Columns = {
  Tenants: { Id: "TEXT", Name: "TEXT", CreatedAt: "TEXT" },
  Users: {
    Id: "INTEGER",
    TenantId: "TEXT",
    Email: "TEXT",
    Name: "TEXT",
    Role: "TEXT",
    PasswordHash: "TEXT?",
    IsActive: "INTEGER",
    CreatedAt: "TEXT",
  },
  Sessions: {
    Id: "TEXT",
    UserId: "INTEGER",
    CreatedAt: "TEXT",
    ExpiresAt: "TEXT",
  },
  SessionKeys: { Id: "TEXT", Secret: "TEXT", CreatedAt: "TEXT" },
  Messages: {
    Id: "INTEGER",
    TenantId: "TEXT",
    SenderEmail: "TEXT",
    ClientId: "TEXT?",
    Subject: "TEXT",
    Body: "TEXT",
    MessageType: "TEXT",
    Priority: "TEXT",
    CreatedAt: "TEXT",
    ExpiresAt: "TEXT?",
    IsDeleted: "INTEGER",
    DeletedAt: "TEXT?",
    IsRecalled: "INTEGER",
    RecalledAt: "TEXT?",
    RecallReason: "TEXT?",
    IsArchived: "INTEGER",
    ArchivedAt: "TEXT?",
    HasAttachments: "INTEGER",
    AttachmentCount: "INTEGER",
    RecipientCount: "INTEGER",
  },
  MessageRecipients: {
    Id: "INTEGER",
    MessageId: "INTEGER",
    RecipientEmail: "TEXT",
    CreatedAt: "TEXT",
    ExpiresAt: "TEXT?",
    Priority: "TEXT",
    IsRead: "INTEGER",
    ReadAt: "TEXT?",
    IsArchived: "INTEGER",
    ArchivedAt: "TEXT?",
    IsDeleted: "INTEGER",
    DeletedAt: "TEXT?",
    DeliveredAt: "TEXT?",
  },
  MediaFiles: {
    Id: "INTEGER",
    TenantId: "TEXT",
    FileName: "TEXT",
    FileSize: "INTEGER",
    ContentType: "TEXT",
    MediaType: "TEXT",
    R2Key: "TEXT",
    ThumbnailKey: "TEXT?",
    ThumbnailSize: "INTEGER?",
    Checksum: "TEXT",
    UploadDate: "TEXT",
    UploadedBy: "TEXT",
    Description: "TEXT?",
    SearchText: "TEXT",
    Metadata: "TEXT?",
    Duration: "INTEGER?",
    Width: "INTEGER?",
    Height: "INTEGER?",
    Language: "TEXT?",
    IsShared: "INTEGER",
    State: "TEXT",
    Threat: "TEXT?",
    IsDeleted: "INTEGER",
    DeletedAt: "TEXT?",
    DeletedBy: "TEXT?",
    ClientId: "TEXT?",
    ClientPart: "INTEGER?",
  },
  MessageAttachments: {
    Id: "INTEGER",
    MessageId: "INTEGER",
    MediaId: "INTEGER",
    CreatedAt: "TEXT",
    AttachmentType: "TEXT",
    FileName: "TEXT",
    FileSize: "INTEGER",
    ContentType: "TEXT",
  },
  MalwareRefusals: {
    Id: "INTEGER",
    TenantId: "TEXT",
    FileName: "TEXT",
    UploadedBy: "TEXT",
    Threat: "TEXT",
    RefusedAt: "TEXT",
  },
  Jobs: {
    Id: "INTEGER",
    Kind: "TEXT",
    Key: "TEXT?",
    Payload: "TEXT",
    State: "TEXT",
    DueAt: "TEXT?",
    Attempts: "INTEGER",
    LeaseId: "TEXT?",
    LastError: "TEXT?",
    CreatedAt: "TEXT",
  },
  Limits: {
    TenantId: "TEXT?",
    Name: "TEXT",
    Value: "TEXT",
    UpdatedAt: "TEXT",
    UpdatedBy: "TEXT",
  },
  Events: {
    Id: "INTEGER",
    TenantId: "TEXT",
    Audience: "TEXT",
    Type: "TEXT",
    Payload: "TEXT",
    CreatedAt: "TEXT",
    About: "TEXT?",
    Changes: "TEXT?",
  },
  TopicChanges: {
    EventId: "INTEGER",
    TenantId: "TEXT",
    UserId: "INTEGER",
    Topic: "TEXT",
    Joined: "INTEGER",
  },
  Shard: { Id: "TEXT", Floor: "INTEGER" },
};

/** Tables that SQLite, its full-text search and the migrator keep for themselves. */
const INTERNAL = /^(sqlite_|MessageSearch|kysely_)/;

Deno.test("the row types are the tables that the migrations make", async () => {
  await using services = await testServices();
  const { query } = services.db;
  const tables = await sql<{ name: string }>`
    SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid`
    .execute(query);

  const found: Record<string, Record<string, string>> = {};
  for (const { name } of tables.rows) {
    if (INTERNAL.test(name)) continue;
    const { rows } = await sql<
      { name: string; type: string; notnull: number }
    >`SELECT name, type, "notnull" FROM pragma_table_info(${name})`
      .execute(query);
    found[name] = Object.fromEntries(
      rows.map((row) => [row.name, row.type + (row.notnull ? "" : "?")]),
    );
  }
  assert.deepEqual(found, columns);
});
