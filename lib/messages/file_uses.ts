import { sql, type SqlBool } from "kysely";
import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import type { FileUses } from "../media/ports.ts";
import { announceAttachments } from "./announce_attachments.ts";
import { detachEverywhere } from "./attachments.ts";
import { audienceOf } from "./audience.ts";

/** What messages tell media about attached files. */
export const messageFileUses: FileUses = {
  async nameFor(tx, actor, mediaId, now) {
    const newest = await readable(tx, actor, mediaId, now).select("a.FileName")
      .orderBy("a.Id", "desc").limit(1).executeTakeFirst();
    return newest?.FileName;
  },

  async placesOf(tx, actor, mediaId, { now, limit }) {
    return await readable(tx, actor, mediaId, now)
      .select(["m.Id as messageId", "m.Subject as subject"])
      .select("m.CreatedAt as createdAt")
      .orderBy("a.MessageId", "desc").limit(limit).execute();
  },

  audienceOf: (tx, mediaId, now) => audienceOf(tx, { mediaId }, now),

  async isUsed(tx, mediaId) {
    const row = await tx.selectFrom("MessageAttachments").select("Id")
      .where("MediaId", "=", mediaId).limit(1).executeTakeFirst();
    return row !== undefined;
  },

  async takeOff(tx, record, files, now) {
    const type = "message:attachment:removed";
    for (const [id, removed] of await detachEverywhere(tx, files)) {
      await announceAttachments(tx, record, type, id, removed, now);
    }
  },
};

/**
 * The attachments `a` of a file and their messages `m`, as far as the actor may see them: as the
 * sender, or as a recipient who has not deleted the message, while it is neither recalled nor
 * expired.
 */
function readable(
  tx: Queries,
  { email, role, tenantId }: Actor,
  mediaId: number,
  now: Date,
) {
  return tx.selectFrom("MessageAttachments as a")
    .innerJoin("Messages as m", "m.Id", "a.MessageId")
    .where("a.MediaId", "=", mediaId)
    .where(sql<SqlBool>`(
      m.IsDeleted = 0
      AND (${role} = 'global_admin' OR m.TenantId = ${tenantId})
      AND (
        m.SenderEmail = ${email}
        OR (
          m.IsRecalled = 0
          AND (m.ExpiresAt IS NULL OR m.ExpiresAt > ${now.toISOString()})
          AND EXISTS (
            SELECT 1 FROM MessageRecipients AS mine
            WHERE mine.MessageId = m.Id AND mine.RecipientEmail = ${email}
              AND mine.IsDeleted = 0
          )
        )
      )
    )`);
}
