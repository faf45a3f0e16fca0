import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { type FieldError, Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { filesInLibrary } from "./access.ts";
import type { MediaFile } from "./contract.ts";
import type { Files } from "./ports.ts";
import { asMediaFile } from "./present.ts";
import { removeObjects, removeUnused } from "./remove.ts";

/** The files for the areas that attach some. */
export function createFiles(
  services: Pick<Services, "fileUses" | "store" | "log">,
): Files {
  return {
    attachable,
    byId: filesById,
    async removeUnused(tx, id) {
      const leftover = await removeUnused(services, tx, id);
      return () => removeObjects(services, leftover);
    },
  };
}

async function attachable(
  tx: Queries,
  actor: Actor,
  ids: number[],
  path: string,
): Promise<MediaFile[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const rows = await filesInLibrary(tx, actor).where("Id", "in", wanted)
    .execute();
  const byId = new Map(rows.map((row) => [row.Id, asMediaFile(row)]));
  refuse(ids.flatMap((id, index) => {
    const file = byId.get(id);
    if (file && file.state !== "infected") return [];
    const why = file ? "was found infected" : "does not exist";
    const message = `media file "${id}" ${why}`;
    return [{ path: `${path}.${index}`, message }];
  }));
  return wanted.map((id) => byId.get(id)!);
}

function refuse(errors: FieldError[]): void {
  if (errors.length === 0) return;
  throw new Problem(422, `Cannot attach: ${errors[0].message}`, { errors });
}

async function filesById(
  tx: Queries,
  ids: number[],
): Promise<Map<number, MediaFile>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom("MediaFiles").selectAll()
    .where("Id", "in", [...new Set(ids)]).execute();
  return new Map(rows.map((row) => [row.Id, asMediaFile(row)]));
}
