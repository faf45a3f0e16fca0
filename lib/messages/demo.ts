import type { Queries } from "../db/database.ts";
import type { Later } from "../db/later.ts";
import { ACME, type DemoMessage, GLOBEX } from "./demo_messages.ts";
import { insertMessage } from "./insert.ts";

const MINUTE_MS = 60_000;

/** Puts some days of mail between the demo's people, as if it had been sent and read in time. */
export async function seedDemoMessages(
  tx: Queries,
  later: Later,
  now: Date,
): Promise<void> {
  for (
    const [tenantId, messages] of [["acme", ACME], ["globex", GLOBEX]] as const
  ) {
    for (const message of messages) {
      await insertDemoMessage(tx, later, tenantId, message, now);
    }
  }
}

async function insertDemoMessage(
  tx: Queries,
  later: Later,
  tenantId: string,
  { from, to, readBy = [], minutesAgo, priority = "normal", subject, body }:
    DemoMessage,
  now: Date,
): Promise<void> {
  const address = (name: string) => `${name}@${tenantId}.test`;
  const sentAt = now.getTime() - minutesAgo * MINUTE_MS;
  const readAt = new Date((sentAt + now.getTime()) / 2).toISOString();
  await insertMessage(
    tx,
    later,
    {
      tenantId,
      senderEmail: address(from),
      clientId: null,
      subject,
      body,
      messageType: "message",
      priority,
      createdAt: new Date(sentAt).toISOString(),
      expiresAt: null,
    },
    to.map((name) => ({
      email: address(name),
      readAt: readBy.includes(name) ? readAt : null,
    })),
  );
}
