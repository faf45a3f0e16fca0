import type { AliasedRawBuilder } from "kysely";
import { type Actor, askedBy } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { decodeCursor, encodeCursor, type Page } from "../http/paging.ts";
import { head } from "../realtime/log/log.ts";
import type { Services } from "../services.ts";
import { attachmentsOf } from "./attachments.ts";
import { receivedBox, sentBox } from "./boxes.ts";
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

type AttachedTo = (
  tx: Queries,
  messageIds: number[],
) => Promise<Map<number, Attachment[]>>;

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
  const nothing = () => Promise.resolve(new Map());
  return await list(
    services,
    actor,
    query,
    signal,
    BODY_START,
    nothing,
    asSummary,
  );
}

/** A page of the actor's messages with bodies and attachments. */
export async function listMessages(
  services: ListServices & Pick<Services, "files">,
  actor: Actor,
  query: ListQuery,
  signal?: AbortSignal,
): Promise<MessagePage> {
  return await list(
    services,
    actor,
    query,
    signal,
    WHOLE_BODY,
    (tx, ids) => attachmentsOf(services.files, tx, ids),
    asMessage,
  );
}

async function list<Item>(
  { db, clock }: ListServices,
  actor: Actor,
  query: ListQuery,
  signal: AbortSignal | undefined,
  body: AliasedRawBuilder<string, "Body">,
  attachedTo: AttachedTo,
  present: (
    row: SeenRow,
    recipients: RecipientRow[],
    viewer: Viewer,
    attachments: Attachment[],
  ) => Item,
): Promise<Page<Item>> {
  const after = query.cursor === undefined
    ? undefined
    : decodeCursor(query.cursor);
  const box = query.box === "sent" ? sentBox : receivedBox;

  return await db.read(async (tx) => {
    // One more than asked for tells whether there is a next page.
    const found = await box(tx, actor, { ...query, after }, clock.now())
      .select(body).limit(query.limit + 1).execute();
    const rows = found.slice(0, query.limit);
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
