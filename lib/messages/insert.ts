import { type Insertable, sql } from "kysely";
import type { Queries } from "../db/database.ts";
import type { Later } from "../db/later.ts";
import { prepared } from "../db/prepared.ts";
import type { MessageSearchRow } from "./tables.ts";
import type { Priority } from "../shared/priorities.ts";

/** A message as it is written, to the people of one tenant. */
export interface NewMessage {
  tenantId: string;
  senderEmail: string;
  clientId: string | null;
  subject: string;
  body: string;
  messageType: string;
  priority: Priority;
  createdAt: string;
  expiresAt: string | null;
}

/** A recipient's copy of the message. */
export interface NewCopy {
  email: string;
  /** `null` when unread. */
  readAt: string | null;
}

/**
 * Writes a message into its recipients' mailboxes and the index of words, both at the end of the
 * transaction, and tells nobody.
 */
export async function insertMessage(
  tx: Queries,
  later: Later,
  message: NewMessage,
  copies: NewCopy[],
): Promise<number> {
  const { insertId } = await tx.executeQuery(
    insertRow({ ...message, recipientCount: copies.length }),
  );
  const id = Number(insertId);
  later(insertWords({
    rowid: id,
    Subject: message.subject,
    Body: message.body,
    TenantId: message.tenantId,
  }));
  insertCopies(later, id, message, copies);
  return id;
}

/** Adds recipients to a message, in one statement of few parameters, however many there are. */
export function insertCopies(
  later: Later,
  messageId: number,
  { createdAt, expiresAt, priority }: NewMessage,
  copies: NewCopy[],
): void {
  const list = JSON.stringify(copies);
  later(insertList({ messageId, createdAt, expiresAt, priority, list }));
}

const insertRow = prepared((
  db,
  message: NewMessage & { recipientCount: number },
) =>
  db.insertInto("Messages").values({
    TenantId: message.tenantId,
    SenderEmail: message.senderEmail,
    ClientId: message.clientId,
    Subject: message.subject,
    Body: message.body,
    MessageType: message.messageType,
    Priority: message.priority,
    CreatedAt: message.createdAt,
    ExpiresAt: message.expiresAt,
    RecipientCount: message.recipientCount,
  })
);

/**
 * This is no trigger, because FTS5 flushes before any statement that could fail half-way, as one
 * with triggers could. Written in a row, the messages of a transaction make one segment.
 */
const insertWords = prepared((db, row: Insertable<MessageSearchRow>) =>
  db.insertInto("MessageSearch").values({
    rowid: row.rowid,
    Subject: row.Subject,
    Body: row.Body,
    TenantId: row.TenantId,
  })
);

const insertList = prepared((
  _db,
  values:
    & Pick<NewMessage, "createdAt" | "expiresAt" | "priority">
    & { messageId: number; list: string },
) =>
  sql`
    INSERT INTO MessageRecipients
      (MessageId, RecipientEmail, CreatedAt, ExpiresAt, Priority, IsRead, ReadAt)
    SELECT ${values.messageId}, value->>'email', ${values.createdAt},
      ${values.expiresAt}, ${values.priority},
      value->>'readAt' IS NOT NULL, value->>'readAt'
    FROM json_each(${values.list})`
);
