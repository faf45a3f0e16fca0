import { sql } from "kysely";
import type { Database } from "../../lib/db/database.ts";

/**
 * Writes so many messages about invoices in the tenant `acme`, from the first of its people to all
 * in turn, as if they had been sent.
 */
export async function writeInvoices(
  db: Database,
  [sender, ...others]: string[],
  count: number,
): Promise<void> {
  const recipients = JSON.stringify([sender, ...others]);
  await db.write(async (tx) => {
    await sql`
      WITH RECURSIVE n(i) AS
        (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${count})
      INSERT INTO Messages
        (TenantId, SenderEmail, Subject, Body, MessageType, Priority, CreatedAt)
      SELECT 'acme', ${sender}, 'Invoice ' || i,
        'The goods of order ' || (i * 7919 % 100003) || ' have left the harbor.',
        'direct', 'normal', '2026-01-14T00:00:00.000Z' FROM n`.execute(tx);
    await sql`
      INSERT INTO MessageRecipients
        (MessageId, RecipientEmail, CreatedAt, Priority)
      SELECT Id, ${recipients} ->> CAST(Id % ${
      others.length + 1
    } AS INTEGER), CreatedAt, Priority
      FROM Messages`.execute(tx);
    await sql`INSERT INTO MessageSearch (MessageSearch) VALUES ('rebuild')`
      .execute(tx);
  }, { deadlineMs: Infinity });
}
