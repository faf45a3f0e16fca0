import { sql } from "kysely";
import { type Actor, askedBy } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { commit } from "../realtime/commit.ts";
import { head } from "../realtime/log/log.ts";
import type { RecordEvent } from "../realtime/event.ts";
import type { Services } from "../services.ts";
import { announceRead, type ReadMessage } from "./announce_read.ts";
import type { ReadInput, ReadResult } from "./contract.ts";
import { findVisible } from "./get.ts";

type ReadServices = Pick<Services, "db" | "spine" | "clock">;

/** How many messages one transaction marks. Others get their turn to write between two of them. */
const MARKED_AT_ONCE = 1_000;

/**
 * Marks one message read. For a message that is read already, or a sender who is no recipient, it
 * changes nothing and tells nobody.
 *
 * @throws {Problem} 404 for what the actor does not have.
 */
export async function markRead(
  services: ReadServices,
  actor: Actor,
  id: number,
): Promise<ReadResult> {
  const now = services.clock.now();
  const ids = await commit(services, async (tx, record) => {
    const unread = await unreadOf(tx, actor, now)
      .where("mine.MessageId", "=", id).execute();
    if (unread.length === 0) await findVisible(tx, actor, id, now);
    return await mark(tx, record, actor, unread, now);
  }, askedBy(actor));
  return await result(services, ids, now);
}

/**
 * Marks some messages read, or all that are in the inbox now. Ids that are read already, or not
 * the actor's, are passed over: an outbox that tries again after an outage must not fail for them.
 * The whole inbox is marked in several transactions; what is done stays done.
 */
export async function markManyRead(
  services: ReadServices,
  actor: Actor,
  input: ReadInput,
): Promise<ReadResult> {
  const now = services.clock.now();
  if ("ids" in input) {
    const ids = await commit(
      services,
      (tx, record) => markThese(tx, record, actor, input.ids, now),
      askedBy(actor),
    );
    return await result(services, ids, now);
  }

  const all: number[] = [];
  // Times would miss what was sent before the clock was set back.
  let newest: number | undefined;
  for (;;) {
    const ids = await commit(services, async (tx, record) => {
      newest ??= await newestId(tx);
      const unread = await unreadOf(tx, actor, now)
        .where("mine.IsArchived", "=", 0)
        .where("mine.MessageId", "<=", newest)
        .orderBy("mine.CreatedAt").orderBy("mine.MessageId")
        .limit(MARKED_AT_ONCE).execute();
      return await mark(tx, record, actor, unread, now);
    }, askedBy(actor));
    all.push(...ids);
    if (ids.length < MARKED_AT_ONCE) return await result(services, all, now);
  }
}

/** Marks those of these messages that are unread. */
export async function markThese(
  tx: Queries,
  record: RecordEvent,
  actor: Actor,
  ids: number[],
  now: Date,
): Promise<number[]> {
  const unread = await unreadOf(tx, actor, now)
    .where("mine.MessageId", "in", ids)
    .orderBy("mine.MessageId").execute();
  return await mark(tx, record, actor, unread, now);
}

async function newestId(tx: Queries): Promise<number> {
  const newest = await tx.selectFrom("Messages")
    .select(({ fn }) => fn.max("Id").as("Id")).executeTakeFirst();
  return newest?.Id ?? 0;
}

interface UnreadRow extends ReadMessage {
  Id: number;
}

function unreadOf(tx: Queries, actor: Actor, now: Date) {
  return tx.selectFrom("MessageRecipients as mine")
    .innerJoin("Messages as m", "m.Id", "mine.MessageId")
    .leftJoin("Users as sender", "sender.Email", "m.SenderEmail")
    .select([
      "mine.Id",
      "mine.MessageId",
      "sender.Id as SenderId",
      "sender.TenantId as SenderTenantId",
    ])
    .where("mine.RecipientEmail", "=", actor.email)
    .where("mine.IsDeleted", "=", 0)
    .where("mine.IsRead", "=", sql.lit(0))
    .where((eb) =>
      eb("mine.ExpiresAt", "is", null)
        .or("mine.ExpiresAt", ">", now.toISOString())
    )
    .where("m.TenantId", "=", actor.tenantId);
}

async function mark(
  tx: Queries,
  record: RecordEvent,
  actor: Actor,
  unread: UnreadRow[],
  now: Date,
): Promise<number[]> {
  if (unread.length === 0) return [];
  const readAt = now.toISOString();
  await tx.updateTable("MessageRecipients")
    .set({ IsRead: 1, ReadAt: readAt })
    .where("Id", "in", unread.map(({ Id }) => Id)).execute();
  announceRead(record, actor, unread, readAt);
  return unread.map(({ MessageId }) => MessageId);
}

async function result(
  { db }: ReadServices,
  ids: number[],
  now: Date,
): Promise<ReadResult> {
  return { ids, readAt: now.toISOString(), position: await head(db.query) };
}
