import { sql } from "kysely";
import type { Queries } from "../db/database.ts";
import type { Cursor } from "../http/paging.ts";
import type { ListQuery } from "./contract.ts";
import { matching } from "./search.ts";
import { SEEN, type Viewer } from "./seen.ts";

/** Selects the messages of a box after `after` that match every other given field. */
export type Filter =
  & Pick<ListQuery, "box" | "unread" | "q" | "priority">
  & { after?: Cursor };

/**
 * The viewer's inbox or archive: a walk along `RecipientsByMailbox`, newest first, or along
 * `RecipientsUnread`, which SQLite uses only where the query itself says `IsRead = 0`.
 */
export function receivedBox(
  tx: Queries,
  viewer: Viewer,
  { box, unread, q, priority, after }: Filter,
  now: Date,
) {
  const match = matching(q, viewer.tenantId);
  return tx.selectFrom("MessageRecipients as mine")
    .innerJoin("Messages as m", "m.Id", "mine.MessageId")
    .leftJoin("Users as sender", "sender.Email", "m.SenderEmail")
    .select(SEEN)
    .where("mine.RecipientEmail", "=", viewer.email)
    .where("mine.IsDeleted", "=", 0)
    .where("mine.IsArchived", "=", box === "archived" ? 1 : 0)
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
    .where("m.IsArchived", "=", 0)
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
