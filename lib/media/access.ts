import { sql, type SqlBool } from "kysely";
import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { notFound, Problem } from "../http/problem.ts";
import { type FileRow, received } from "./present.ts";

/**
 * The files that the actor may see: the own ones, those shared in the tenant, and those attached
 * to a message that the actor has. The one place that decides it, for content, thumbnails and
 * details alike. A file that was deleted from the library stays in the messages it is in.
 */
function visibleFiles(tx: Queries, actor: Actor, now: Date) {
  return tx.selectFrom("MediaFiles as f").where((eb) =>
    eb.or([
      eb.and([
        eb("f.IsDeleted", "=", 0),
        eb("f.TenantId", "=", actor.tenantId),
        eb.or([
          eb("f.UploadedBy", "=", actor.email),
          eb("f.IsShared", "=", 1),
        ]),
      ]),
      eb.exists(
        eb.selectFrom("MessageAttachments as a")
          .innerJoin("Messages as m", "m.Id", "a.MessageId")
          .whereRef("a.MediaId", "=", "f.Id")
          .where(isReadable(actor, now))
          .select("a.Id"),
      ),
    ])
  );
}

/**
 * Whether the actor may see the attachments of the message `m`: as its sender, or as a recipient who
 * has not deleted it, while it is neither recalled nor expired.
 */
export function isReadable({ email, role, tenantId }: Actor, now: Date) {
  return sql<SqlBool>`(
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
  )`;
}

/**
 * A file as the actor sees it: who has it in messages only knows it by the name that it was sent by
 * last, and what its owner notes on it in the library is not for them.
 *
 * @throws {Problem} 404 for what does not exist, or not for this actor.
 */
export async function findVisibleFile(
  tx: Queries,
  actor: Actor,
  id: number,
  now: Date,
): Promise<FileRow> {
  const row = await visibleFiles(tx, actor, now).selectAll("f")
    .where("f.Id", "=", id).executeTakeFirst();
  if (!row) throw notFound("Media file", id);
  if (isInLibrary(actor, row)) return row;
  const { FileName } = await tx.selectFrom("MessageAttachments as a")
    .innerJoin("Messages as m", "m.Id", "a.MessageId").select("a.FileName")
    .where("a.MediaId", "=", id).where(isReadable(actor, now))
    .orderBy("a.Id", "desc").limit(1).executeTakeFirstOrThrow();
  return received(row, FileName);
}

/** What the actor may attach: the own files, and those that are shared in the tenant. */
export function filesInLibrary(tx: Queries, actor: Actor) {
  return tx.selectFrom("MediaFiles").selectAll()
    .where("TenantId", "=", actor.tenantId).where("IsDeleted", "=", 0)
    .where((eb) =>
      eb.or([eb("UploadedBy", "=", actor.email), eb("IsShared", "=", 1)])
    );
}

function isInLibrary(actor: Actor, row: FileRow): boolean {
  return row.IsDeleted === 0 && row.TenantId === actor.tenantId &&
    (isOwn(actor, row) || row.IsShared === 1);
}

/** Own files, and to a tenant's admin those shared in it, as long as they are in the library. */
export function mayManage(actor: Actor, row: FileRow): boolean {
  if (row.IsDeleted === 1 || row.TenantId !== actor.tenantId) return false;
  return isOwn(actor, row) ||
    (actor.role === "tenant_admin" && row.IsShared === 1);
}

/** @throws {Problem} 404 for a file that the actor cannot see, 403 for one that is not theirs. */
export async function findManagedFile(
  tx: Queries,
  actor: Actor,
  id: number,
  now: Date,
): Promise<FileRow> {
  const row = await findVisibleFile(tx, actor, id, now);
  if (mayManage(actor, row)) return row;
  throw new Problem(
    403,
    `Cannot change media file "${id}": it is ${
      row.IsDeleted === 1 ? "no longer in the library" : "somebody else's"
    }`,
  );
}

export function isOwn(actor: Actor, row: FileRow): boolean {
  return row.UploadedBy.toLowerCase() === actor.email.toLowerCase();
}
