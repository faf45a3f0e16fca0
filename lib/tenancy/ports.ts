import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";

/** Whom the actor has written to lately in an area, by address; a search for people names them first. */
export type RecentPeople = (
  tx: Queries,
  actor: Actor,
) => Promise<readonly string[]>;
