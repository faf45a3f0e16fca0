import type { Database } from "../../db/database.ts";
import type { Log } from "../../log.ts";
import { pruneSignals } from "../signals/outgoing.ts";
import { bounds } from "./log.ts";

/** The mean time between two prunings. */
const EVERY_MS = 600_000;

/** The first pruning is soon, as an isolate may not live long. */
const FIRST_MS = 20_000;

/** How many rows one transaction deletes: few, so that other writers wait for milliseconds only. */
const BATCH = 2_000;

/** How long a redaction may be under way: by then every isolate has read of it. */
const UNDER_WAY_MS = 60_000;

/** Prunes the log and what is left of signals now and then, until the function that it returns is called. */
export function startPruning(
  db: Database,
  log: Log,
  retentionHours: number,
): () => void {
  let stopped = false;
  let timer = armed(FIRST_MS);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };

  /** Jittered, so that isolates that started together do not prune together. */
  function armed(afterMs: number): ReturnType<typeof setTimeout> {
    return setTimeout(run, afterMs * (0.5 + Math.random()));
  }

  async function run(): Promise<void> {
    try {
      await prune(db, new Date(Date.now() - retentionHours * 3_600_000));
      await db.write(pruneSignals);
    } catch (error) {
      log.error("prune.failed", error);
    }
    if (!stopped) timer = armed(EVERY_MS);
  }
}

/**
 * Deletes events older than `before`, oldest first, and raises the floor in the same transaction,
 * so that no position below it can be taken for one that the log still reaches back to. It stops
 * before a redaction that some isolate may not have read of.
 *
 * @returns how many were deleted.
 */
export async function prune(db: Database, before: Date): Promise<number> {
  let deleted = 0;
  for (;;) {
    const batch = await db.write(async (tx) => {
      const { floor } = await bounds(tx);
      const underWay = new Date(Date.now() - UNDER_WAY_MS).toISOString();
      const oldest = await tx.selectFrom("Events")
        .select(["Id", "Type", "CreatedAt"])
        .where("Id", ">", floor).orderBy("Id").limit(BATCH).execute();
      // Up to the first that is new enough: ids, not times, are the order of the log.
      const kept = oldest.findIndex((event) =>
        event.CreatedAt >= before.toISOString() ||
        event.Type === "log:redacted" && event.CreatedAt >= underWay
      );
      const old = kept === -1 ? oldest : oldest.slice(0, kept);
      if (old.length === 0) return 0;
      const last = old[old.length - 1].Id;
      await tx.deleteFrom("Events").where("Id", "<=", last).execute();
      await tx.deleteFrom("TopicChanges").where("EventId", "<=", last)
        .execute();
      await tx.updateTable("Shard").set({ Floor: last }).execute();
      return old.length;
    });
    deleted += batch;
    if (batch < BATCH) return deleted;
  }
}
