import type { Queries } from "../../db/database.ts";
import type { Later } from "../../db/later.ts";
import { isUniqueViolation } from "../../db/errors.ts";
import { insertCopies, insertMessage, type NewMessage } from "../insert.ts";

/** `present` when every recipient had the message already. */
export type Outcome = "imported" | "present";

/**
 * Writes one message, read when it was sent. When it exists already, missing recipients are added.
 * The same `clientId` is the same message.
 */
export async function writeHistoric(
  tx: Queries,
  later: Later,
  message: NewMessage,
  recipients: string[],
): Promise<Outcome> {
  const copyOf = (email: string) => ({ email, readAt: message.createdAt });
  try {
    await insertMessage(tx, later, message, recipients.map(copyOf));
    return "imported";
  } catch (error) {
    // This undoes just the one statement; the transaction goes on.
    if (!isUniqueViolation(error)) throw error;
  }
  const { id, present } = await findImported(tx, message);
  const missing = recipients.filter((email) => !present.includes(email));
  if (missing.length === 0) return "present";
  insertCopies(later, id, message, missing.map(copyOf));
  await tx.updateTable("Messages")
    .set({ RecipientCount: present.length + missing.length })
    .where("Id", "=", id).execute();
  return "imported";
}

async function findImported(
  tx: Queries,
  { senderEmail, clientId, tenantId }: NewMessage,
): Promise<{ id: number; present: string[] }> {
  const rows = await tx.selectFrom("Messages as m")
    .innerJoin("MessageRecipients as r", "r.MessageId", "m.Id")
    .select(["m.Id", "r.RecipientEmail"])
    .where("m.SenderEmail", "=", senderEmail)
    .where("m.ClientId", "=", clientId)
    .where("m.TenantId", "=", tenantId).execute();
  return {
    id: rows[0].Id,
    present: rows.map(({ RecipientEmail }) => RecipientEmail),
  };
}
