import { type Actor, askedBy } from "../auth/actor.ts";
import type { Services } from "../services.ts";
import { filesInLibrary, findVisibleFile, mayManage } from "./access.ts";
import type { MediaDetail, MediaFile } from "./contract.ts";
import { asMediaFile } from "./present.ts";

const PLACES_SHOWN = 50;

/** Those of the files that the actor has in the library, in this order. */
export async function findFiles(
  { db }: Pick<Services, "db">,
  actor: Actor,
  ids: number[],
): Promise<MediaFile[]> {
  const rows = await filesInLibrary(db.query, actor)
    .where("Id", "in", ids.filter(Number.isSafeInteger)).execute();
  const byId = new Map(rows.map((row) => [row.Id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []).map(asMediaFile);
}

/**
 * One file, and which of the actor's messages it is in.
 *
 * @throws {Problem} 404 for what the actor may not see.
 */
export async function getFile(
  services: Pick<Services, "db" | "fileUses" | "clock">,
  actor: Actor,
  id: number,
): Promise<MediaDetail> {
  const now = services.clock.now();
  return await services.db.read(async (tx) => {
    const row = await findVisibleFile(services, tx, actor, id, now);
    const usedIn: MediaDetail["usedIn"] = [];
    for (const uses of services.fileUses) {
      const limits = { now, limit: PLACES_SHOWN };
      usedIn.push(...await uses.placesOf(tx, actor, id, limits));
    }
    return {
      ...asMediaFile(row),
      mayManage: mayManage(actor, row),
      usedIn,
    };
  }, askedBy(actor));
}
