import { z } from "zod";
import type { Actor } from "../auth/actor.ts";
import { isCursor } from "../http/paging.ts";
import { Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import {
  type MediaDetail,
  type MediaPage,
  MediaQuery,
  type Usage,
} from "./contract.ts";
import { getFile } from "./get.ts";
import { listFiles } from "./list.ts";
import { ownUsage } from "./usage.ts";

const { scope, type, q } = MediaQuery.shape;

/** The library page's address. A reader may have typed it, so what is not understood is left out. */
export const LibraryQuery = z.object({
  scope: scope.catch("all"),
  type: type.catch(undefined),
  q: q.catch(undefined),
  cursor: z.string().refine(isCursor).optional().catch(undefined),
  file: z.coerce.number().int().positive().optional().catch(undefined),
});

export type LibraryQuery = z.output<typeof LibraryQuery>;

export interface LibraryPage {
  list: MediaPage;
  /** What is open; `null` where nothing is, or nothing that the actor may see. */
  file: MediaDetail | null;
  usage: Usage;
}

/** A list of files, the one that is open beside it, and what the actor's take. `signal` is the request's. */
export async function readLibrary(
  services: Pick<Services, "db" | "settings" | "fileUses" | "clock">,
  actor: Actor,
  { file: id, ...list }: LibraryQuery,
  signal?: AbortSignal,
): Promise<LibraryPage> {
  const query = MediaQuery.parse(list);
  const [page, file, usage] = await Promise.all([
    listFiles(services, actor, query, signal),
    id === undefined ? null : findFile(services, actor, id),
    ownUsage(services, actor),
  ]);
  return { list: page, file, usage };
}

async function findFile(
  services: Pick<Services, "db" | "fileUses" | "clock">,
  actor: Actor,
  id: number,
): Promise<MediaDetail | null> {
  try {
    return await getFile(services, actor, id);
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}
