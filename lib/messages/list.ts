import type { AliasedRawBuilder } from "kysely";
import { type Actor, askedBy } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { decodeCursor, encodeCursor, type Page } from "../http/paging.ts";
import { head } from "../realtime/log/log.ts";
import type { Services } from "../services.ts";
import { attachmentsOf } from "./attachments.ts";
import { walksOf } from "./boxes.ts";
import {
  type Attachment,
  type ListQuery,
  type MessagePage,
  type MessageSummaryPage,
  RECIPIENTS_SHOWN,
} from "./contract.ts";
import { type RecipientRow, recipientsOf } from "./recipients.ts";
import {
  asMessage,
  asSummary,
  BODY_START,
  type SeenRow,
  type Viewer,
  WHOLE_BODY,
} from "./seen.ts";

type ListServices = Pick<Services, "db" | "clock">;

/** What a list shows of each message. */
interface Shown<Item> {
  body: AliasedRawBuilder<string, "Body">;
  attachedTo: (
    tx: Queries,
    messageIds: number[],
  ) => Promise<Map<number, Attachment[]>>;
  present: (
    row: SeenRow,
    recipients: RecipientRow[],
    viewer: Viewer,
    attachments: Attachment[],
  ) => Item;
}

/**
 * A page of the actor's messages without their bodies, newest first. It takes three queries,
 * however long the page. `signal` is the request's: a search may take long.
 *
 * @throws {Problem} 422 for a cursor of no list.
 */
export async function listSummaries(
  services: ListServices,
  actor: Actor,
  query: ListQuery,
  signal?: AbortSignal,
): Promise<MessageSummaryPage> {
  return await list(services, actor, query, signal, {
    body: BODY_START,
    attachedTo: () => Promise.resolve(new Map()),
    present: asSummary,
  });
}

/** A page of the actor's messages with bodies and attachments. */
export async function listMessages(
  services: ListServices & Pick<Services, "files">,
  actor: Actor,
  query: ListQuery,
  signal?: AbortSignal,
): Promise<MessagePage> {
  return await list(services, actor, query, signal, {
    body: WHOLE_BODY,
    attachedTo: (tx, ids) => attachmentsOf(services.files, tx, ids),
    present: asMessage,
  });
}

async function list<Item>(
  { db, clock }: ListServices,
  actor: Actor,
  query: ListQuery,
  signal: AbortSignal | undefined,
  { body, attachedTo, present }: Shown<Item>,
): Promise<Page<Item>> {
  const after = query.cursor === undefined
    ? undefined
    : decodeCursor(query.cursor);
  return await db.read(async (tx) => {
    // One more than asked for tells whether there is a next page.
    const found: SeenRow[] = [];
    for (const walk of walksOf(tx, actor, { ...query, after }, clock.now())) {
      found.push(...await walk.select(body).limit(query.limit + 1).execute());
    }
    const rows = found.sort(newestFirst).slice(0, query.limit);
    const ids = rows.map(({ Id }) => Id);
    const recipients = await recipientsOf(tx, ids, RECIPIENTS_SHOWN);
    const attachments = await attachedTo(tx, ids);
    const last = rows.at(-1);
    return {
      items: rows.map((row) =>
        present(
          row,
          recipients.get(row.Id) ?? [],
          actor,
          attachments.get(row.Id) ?? [],
        )
      ),
      nextCursor: last && found.length > rows.length
        ? encodeCursor({ createdAt: last.CreatedAt, id: last.Id })
        : null,
      position: await head(tx),
    };
  }, askedBy(actor, signal));
}

function newestFirst(one: SeenRow, other: SeenRow): number {
  if (one.CreatedAt !== other.CreatedAt) {
    return one.CreatedAt < other.CreatedAt ? 1 : -1;
  }
  return other.Id - one.Id;
}
