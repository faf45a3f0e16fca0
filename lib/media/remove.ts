import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { commit } from "../realtime/commit.ts";
import type { Services } from "../services.ts";
import { findManagedFile } from "./access.ts";
import { announceDeleted } from "./announce.ts";
import type { FileRow } from "./present.ts";

type RemoveServices = Pick<
  Services,
  "db" | "spine" | "store" | "fileUses" | "clock" | "log"
>;

/** The objects of a file that has no row any more. */
type Leftover = Pick<FileRow, "R2Key" | "ThumbnailKey">;

/**
 * Takes a file out of the library. Where it is used it stays readable, until it is used nowhere;
 * then its content is removed too.
 *
 * @throws {Problem} 404 for a file that the actor cannot see, 403 for one that is not theirs.
 */
export async function removeFile(
  services: RemoveServices,
  actor: Actor,
  id: number,
): Promise<void> {
  const now = services.clock.now();
  const leftover = await commit(services, async (tx, record) => {
    const row = await findManagedFile(services, tx, actor, id, now);
    await tx.updateTable("MediaFiles").set({
      IsDeleted: 1,
      DeletedAt: now.toISOString(),
      DeletedBy: actor.email,
    }).where("Id", "=", id).execute();
    await announceDeleted(tx, record, row);
    return await removeUnused(services, tx, id);
  });
  await removeObjects(services, leftover);
}

/** Removes the row of a file that is neither in the library nor used anywhere. */
export async function removeUnused(
  { fileUses }: Pick<Services, "fileUses">,
  tx: Queries,
  id: number,
): Promise<Leftover | undefined> {
  for (const uses of fileUses) if (await uses.isUsed(tx, id)) return undefined;
  return await tx.deleteFrom("MediaFiles")
    .where("Id", "=", id).where("IsDeleted", "=", 1)
    .returning(["R2Key", "ThumbnailKey"]).executeTakeFirst();
}

/** Tries to remove what the commit has left over; the sweep finds what stays. */
export async function removeObjects(
  { store, log }: Pick<Services, "store" | "log">,
  leftover: Leftover | undefined,
): Promise<void> {
  for (const key of [leftover?.R2Key, leftover?.ThumbnailKey]) {
    if (!key) continue;
    await store.delete(key).catch((error) =>
      log.warn("an object stays for the sweep", { key, why: String(error) })
    );
  }
}
