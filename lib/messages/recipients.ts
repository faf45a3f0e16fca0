import type { Queries } from "../db/database.ts";
import type { Bit } from "../db/schema.ts";

export interface RecipientRow {
  MessageId: number;
  RecipientEmail: string;
  Name: string | null;
  IsRead: Bit;
  ReadAt: string | null;
}

/** The recipients of each of these messages, at most `limit` of one, in the sender's order. */
export async function recipientsOf(
  tx: Queries,
  messageIds: number[],
  limit: number,
): Promise<Map<number, RecipientRow[]>> {
  if (messageIds.length === 0) return new Map();
  const rows = await tx.selectFrom("Messages as m")
    .innerJoin(
      "MessageRecipients as r",
      (join) =>
        join.on(
          "r.Id",
          "in",
          (eb) =>
            eb.selectFrom("MessageRecipients as some").select("some.Id")
              .whereRef("some.MessageId", "=", "m.Id")
              .orderBy("some.RecipientEmail").limit(limit),
        ),
    )
    .leftJoin("Users", "Users.Email", "r.RecipientEmail")
    .select([
      "r.MessageId",
      "r.RecipientEmail",
      "Users.Name",
      "r.IsRead",
      "r.ReadAt",
    ])
    .where("m.Id", "in", messageIds)
    .orderBy("r.Id").execute();
  return Map.groupBy(rows, (row) => row.MessageId);
}
