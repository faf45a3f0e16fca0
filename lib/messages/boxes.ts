import { sql } from "kysely";
import type { Queries } from "../db/database.ts";
import type { Bit } from "../db/schema.ts";
import type { Cursor } from "../http/paging.ts";
import type { ListQuery } from "./contract.ts";
import { matching } from "./search.ts";
import { SEEN, type Viewer } from "./seen.ts";

/** Selects the messages of a box after `after` that match every other given field. */
export type Filter =
  & Pick<ListQuery, "box" | "unread" | "q" | "priority">
  & { after?: Cursor };

/** How long what one has deleted can be restored, in days. */
const RESTORABLE_DAYS = 30;

/** The walks, each newest first along an index of its own, whose newest make a page of the box. */
export function walksOf(
  tx: Queries,
  viewer: Viewer,
  filter: Filter,
  now: Date,
) {
  switch (filter.box) {
    case "inbox":
      return [receivedBox(tx, viewer, filter, now, { archived: 0 })];
    case "archived":
      return [
        receivedBox(tx, viewer, filter, now, { archived: 1 }),
        sentBox(tx, viewer, filter, { archived: 1 })
          // Whoever wrote to themselves too has it as a recipient.
          .where("mine.Id", "is", null),
      ];
    case "sent":
      return [sentBox(tx, viewer, filter, { archived: 0 })];
    case "deleted": {
      const since = new Date(now.getTime() - RESTORABLE_DAYS * 86_400_000);
      return ([0, 1] as const).map((archived) =>
        receivedBox(tx, viewer, filter, now, { archived, deleted: 1 })
          .where("m.IsDeleted", "=", 0)
          .where("mine.DeletedAt", ">", since.toISOString())
      );
    }
  }
}

/**
 * The viewer's inbox or archive: a walk along `RecipientsByMailbox`, newest first, or along
 * `RecipientsUnread`, which SQLite uses only where the query itself says `IsRead = 0`.
 */
export function receivedBox(
  tx: Queries,
  viewer: Viewer,
  { unread, q, priority, after }: Filter,
  now: Date,
  { archived, deleted = 0 }: { archived: Bit; deleted?: Bit },
) {
  const match = matching(q, viewer.tenantId);
  return tx.selectFrom("MessageRecipients as mine")
    .innerJoin("Messages as m", "m.Id", "mine.MessageId")
    .leftJoin("Users as sender", "sender.Email", "m.SenderEmail")
    .select(SEEN)
    .where("mine.RecipientEmail", "=", viewer.email)
    .where("mine.IsDeleted", "=", deleted)
    .where("mine.IsArchived", "=", archived)
    .where((eb) =>
      eb("mine.ExpiresAt", "is", null)
        .or("mine.ExpiresAt", ">", now.toISOString())
    )
    .where("m.TenantId", "=", viewer.tenantId)
    .$if(
      unread === true,
      (query) => query.where("mine.IsRead", "=", sql.lit(0)),
    )
    .$if(
      priority !== undefined,
      (query) => query.where("mine.Priority", "=", priority!),
    )
    .$if(match !== null, (query) =>
      query.where("mine.MessageId", "in", match!)
        // A recalled message must not be found by its text.
        .where((eb) =>
          eb("m.IsRecalled", "=", 0).or("m.SenderEmail", "=", viewer.email)
        ))
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("mine.CreatedAt", "mine.MessageId"),
          "<",
          eb.tuple(after!.createdAt, after!.id),
        )
      ))
    .orderBy("mine.CreatedAt", "desc").orderBy("mine.MessageId", "desc");
}

/**
 * The viewer's sent messages, newest first, along `MessagesBySender`: to their own tenant, or to
 * any for a global admin. Expired ones are still there.
 */
export function sentBox(
  tx: Queries,
  viewer: Viewer,
  { unread, q, priority, after }: Filter,
  { archived }: { archived: Bit },
) {
  const isGlobal = viewer.role === "global_admin";
  const match = matching(q, isGlobal ? null : viewer.tenantId);
  return tx.selectFrom("Messages as m")
    .leftJoin(
      "MessageRecipients as mine",
      (join) =>
        join.onRef("mine.MessageId", "=", "m.Id")
          .on("mine.RecipientEmail", "=", viewer.email),
    )
    .leftJoin("Users as sender", "sender.Email", "m.SenderEmail")
    .select(SEEN)
    .where("m.SenderEmail", "=", viewer.email)
    .where("m.IsDeleted", "=", 0)
    .where("m.IsArchived", "=", archived)
    // Whoever wrote to themselves too, and deleted it, has it nowhere.
    .where((eb) =>
      eb("mine.IsDeleted", "is", null).or("mine.IsDeleted", "=", 0)
    )
    .$if(
      !isGlobal,
      (query) => query.where("m.TenantId", "=", viewer.tenantId),
    )
    .$if(unread === true, (query) => query.where("mine.IsRead", "=", 0))
    .$if(
      priority !== undefined,
      (query) => query.where("m.Priority", "=", priority!),
    )
    .$if(match !== null, (query) => query.where("m.Id", "in", match!))
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("m.CreatedAt", "m.Id"),
          "<",
          eb.tuple(after!.createdAt, after!.id),
        )
      ))
    .orderBy("m.CreatedAt", "desc").orderBy("m.Id", "desc");
}
