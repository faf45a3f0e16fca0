import { type Actor } from "../../auth/actor.ts";
import type { Queries } from "../../db/database.ts";
import type { Bit } from "../../db/schema.ts";
import { sameEmail } from "../../shared/same_email.ts";

/** What the actor has of a message: the copy of a recipient, or the message that they sent, or both. */
export interface OwnRow {
  id: number;
  isMine: boolean;
  isDeletedForAll: boolean;
  isArchivedBySender: boolean;
  /** `null` for a sender who is no recipient. */
  copy: OwnCopy | null;
}

interface OwnCopy {
  isRead: boolean;
  isArchived: boolean;
  isDeleted: boolean;
}

/** Of these messages, those that the actor has sent or been sent, by id; the deleted ones too. */
export async function ownRows(
  tx: Queries,
  actor: Actor,
  ids: number[],
  now: Date,
): Promise<Map<number, OwnRow>> {
  const rows = await tx.selectFrom("Messages as m")
    .leftJoin(
      "MessageRecipients as mine",
      (join) =>
        join.onRef("mine.MessageId", "=", "m.Id")
          .on("mine.RecipientEmail", "=", actor.email),
    )
    .select([
      "m.Id",
      "m.SenderEmail",
      "m.IsDeleted as IsDeletedForAll",
      "m.IsArchived as IsArchivedBySender",
      "mine.Id as CopyId",
      "mine.IsRead",
      "mine.IsArchived",
      "mine.IsDeleted",
    ])
    .where("m.Id", "in", ids)
    .$if(
      actor.role !== "global_admin",
      (query) => query.where("m.TenantId", "=", actor.tenantId),
    )
    .where((eb) =>
      eb.or([
        eb("m.SenderEmail", "=", actor.email),
        eb("mine.Id", "is not", null).and(
          eb("mine.ExpiresAt", "is", null)
            .or("mine.ExpiresAt", ">", now.toISOString()),
        ),
      ])
    ).execute();
  return new Map(rows.map((row) => [row.Id, {
    id: row.Id,
    isMine: sameEmail(row.SenderEmail, actor.email),
    isDeletedForAll: isSet(row.IsDeletedForAll),
    isArchivedBySender: isSet(row.IsArchivedBySender),
    copy: row.CopyId === null ? null : {
      isRead: isSet(row.IsRead),
      isArchived: isSet(row.IsArchived),
      isDeleted: isSet(row.IsDeleted),
    },
  }]));
}

function isSet(bit: Bit | null): boolean {
  return bit === 1;
}
