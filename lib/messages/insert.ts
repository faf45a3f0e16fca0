import { sql } from "kysely";
import type { Queries } from "../db/database.ts";
import type { Priority } from "../db/schema.ts";

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

/**
 * Writes a message into its recipients' mailboxes, unread unless `readAt` is given, and tells
 * nobody.
 */
export async function insertMessage(
  tx: Queries,
  message: NewMessage,
  recipients: string[],
  readAt: string | null = null,
): Promise<number> {
  const { insertId } = await tx.insertInto("Messages").values({
    TenantId: message.tenantId,
    SenderEmail: message.senderEmail,
    ClientId: message.clientId,
    Subject: message.subject,
    Body: message.body,
    MessageType: message.messageType,
    Priority: message.priority,
    CreatedAt: message.createdAt,
    ExpiresAt: message.expiresAt,
    RecipientCount: recipients.length,
  }).executeTakeFirstOrThrow();
  const id = Number(insertId);
  await insertRecipients(tx, id, message, recipients, readAt);
  return id;
}

/** Adds recipients to a message: one statement of a few parameters, however many there are. */
export async function insertRecipients(
  tx: Queries,
  messageId: number,
  { createdAt, expiresAt, priority }: NewMessage,
  recipients: string[],
  readAt: string | null,
): Promise<void> {
  await sql`
    INSERT INTO MessageRecipients
      (MessageId, RecipientEmail, CreatedAt, ExpiresAt, Priority, IsRead, ReadAt)
    SELECT ${messageId}, value, ${createdAt}, ${expiresAt}, ${priority},
      ${readAt === null ? 0 : 1}, ${readAt}
    FROM json_each(${JSON.stringify(recipients)})`.execute(tx);
}
