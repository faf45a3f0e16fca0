import { sql } from "kysely";
import type { Queries } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";

/** A clock that was wrong by more, in ms, is better followed than made up for. */
const MOST_MADE_UP_FOR_MS = 86_400_000;

/**
 * When a message is sent that is written now: no earlier than the newest one, or it would stand below
 * it after the clock was set back.
 */
export async function timeOfNew(tx: Queries, now: Date): Promise<string> {
  const { rows: [newest] } = await tx.executeQuery(newestTime({}));
  const time = newest ? Date.parse(newest.CreatedAt) : 0;
  const isAhead = time > now.getTime() &&
    time - now.getTime() <= MOST_MADE_UP_FOR_MS;
  return isAhead ? newest.CreatedAt : now.toISOString();
}

const newestTime = prepared(() =>
  sql<{ CreatedAt: string }>`
    SELECT CreatedAt FROM Messages WHERE Id = (SELECT max(Id) FROM Messages)`
);
