import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { Problem } from "../http/problem.ts";
import { findVisible } from "./get.ts";
import { isSentBy, type SeenRow } from "./seen.ts";

/**
 * Finds a message that the actor has sent and wants to change.
 *
 * @throws {Problem} 404 for one that the actor does not have, 403 for one of somebody else.
 */
export async function findSent(
  tx: Queries,
  actor: Actor,
  id: number,
  now: Date,
): Promise<SeenRow> {
  const row = await findVisible(tx, actor, id, now);
  if (isSentBy(row, actor)) return row;
  throw new Problem(
    403,
    `Cannot change message "${id}": only its sender can`,
  );
}
