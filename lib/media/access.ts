import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { notFound, Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { sameEmail } from "../shared/same_email.ts";
import { type FileRow, received } from "./present.ts";

type AccessServices = Pick<Services, "fileUses">;

/**
 * A file as the actor may see it: an own one, one shared in the tenant, or one that some area lets
 * them read, such as a message that it is attached to. The one place that decides it, for content,
 * thumbnails and details alike. Whoever has it in such a place only knows it by the name that it has
 * there, and what its owner notes on it in the library is not for them. A file that was deleted from
 * the library stays where it is used.
 *
 * @throws {Problem} 404 for what does not exist, or not for this actor.
 */
export async function findVisibleFile(
  { fileUses }: AccessServices,
  tx: Queries,
  actor: Actor,
  id: number,
  now: Date,
): Promise<FileRow> {
  const row = await tx.selectFrom("MediaFiles").selectAll()
    .where("Id", "=", id).executeTakeFirst();
  if (!row) throw notFound("Media file", id);
  if (isInLibrary(actor, row)) return row;
  for (const uses of fileUses) {
    const name = await uses.nameFor(tx, actor, id, now);
    if (name !== undefined) return received(row, name);
  }
  throw notFound("Media file", id);
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
  services: AccessServices,
  tx: Queries,
  actor: Actor,
  id: number,
  now: Date,
): Promise<FileRow> {
  const row = await findVisibleFile(services, tx, actor, id, now);
  if (mayManage(actor, row)) return row;
  throw new Problem(
    403,
    `Cannot change media file "${id}": it is ${
      row.IsDeleted === 1 ? "no longer in the library" : "somebody else's"
    }`,
  );
}

function isOwn(actor: Actor, row: FileRow): boolean {
  return sameEmail(row.UploadedBy, actor.email);
}
