import { sql } from "kysely";
import type { z } from "zod";
import type { Actor } from "../../lib/auth/actor.ts";
import {
  ListQuery,
  type Message,
  SendInput,
  type SentMessage,
} from "../../lib/messages/contract.ts";
import { listMessages } from "../../lib/messages/list.ts";
import { sendMessage } from "../../lib/messages/send.ts";
import { type LoggedEvent, readAfter } from "../../lib/realtime/log/log.ts";
import type { Services } from "../../lib/services.ts";

type Given = Pick<
  Services,
  "db" | "settings" | "diskRoom" | "spine" | "files" | "clock"
>;

/** Sends as the API does, to Ben of Acme unless told otherwise. */
export async function send(
  services: Given,
  actor: Actor,
  input: Partial<z.input<typeof SendInput>> = {},
): Promise<SentMessage> {
  return (await trySend(services, actor, input)).message;
}

export async function trySend(
  services: Given,
  actor: Actor,
  input: Partial<z.input<typeof SendInput>> = {},
): Promise<{ message: SentMessage; created: boolean }> {
  const defaults = {
    subject: "Hello",
    body: "How are you?",
    ...(input.tenants === undefined && { recipients: ["ben@acme.test"] }),
  };
  return await sendMessage(
    services,
    actor,
    SendInput.parse({ ...defaults, ...input }),
  );
}

/** One page of a box. */
export async function box(
  services: Given,
  actor: Actor,
  query: z.input<typeof ListQuery> = {},
): Promise<Message[]> {
  const { items } = await listMessages(
    services,
    actor,
    ListQuery.parse({ limit: 100, ...query }),
  );
  return items;
}

export async function subjects(
  services: Given,
  actor: Actor,
  query: z.input<typeof ListQuery> = {},
): Promise<string[]> {
  return (await box(services, actor, query)).map(({ subject }) => subject);
}

/** An event with its data parsed from JSON. */
type ParsedEvent = Omit<LoggedEvent, "data" | "topics"> & {
  // deno-lint-ignore no-explicit-any -- whatever JSON the wire carries
  data: any;
  topics: string[];
};

/** The log past `position`, with its data parsed. */
export async function eventsAfter(
  { db }: Given,
  position = 0,
): Promise<ParsedEvent[]> {
  const events = await readAfter(db.query, position, 10_000);
  return events.map((event) => ({
    ...event,
    topics: [...event.topics],
    data: JSON.parse(event.data),
  }));
}

/**
 * Puts `count` messages into a mailbox at once, past the API, one a minute up to now.
 *
 * @returns The ids, oldest first.
 */
export async function fillMailbox(
  { db, clock }: Given,
  sender: Actor,
  reader: Actor,
  count: number,
): Promise<number[]> {
  const start = clock.now().getTime() / 1000 - count * 60;
  return await db.write(async (tx) => {
    const { rows } = await sql<{ Id: number }>`
      WITH RECURSIVE Counted (N) AS (
        SELECT 1 UNION ALL SELECT N + 1 FROM Counted WHERE N < ${count}
      )
      INSERT INTO Messages (
        TenantId, SenderEmail, Subject, Body, MessageType, Priority, CreatedAt,
        RecipientCount
      )
      SELECT ${reader.tenantId}, ${sender.email}, 'Message ' || N, 'Body ' || N,
        'message', 'normal',
        strftime('%Y-%m-%dT%H:%M:%fZ', ${start} + N * 60, 'unixepoch'), 1
      FROM Counted RETURNING Id`.execute(tx);
    await sql`
      INSERT INTO MessageRecipients
        (MessageId, RecipientEmail, CreatedAt, Priority)
      SELECT Id, ${reader.email}, CreatedAt, Priority FROM Messages
      WHERE Id >= ${rows[0].Id}`.execute(tx);
    return rows.map(({ Id }) => Id);
  });
}
