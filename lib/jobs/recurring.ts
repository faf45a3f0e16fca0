import type { Clock } from "../clock.ts";
import type { Database, Queries } from "../db/database.ts";
import type { JobKind } from "./jobs.ts";
import { enqueue, isWaitingOrRunning } from "./queue.ts";

/** The key of each recurring kind's one job. */
const RECURRING = "recurring";

/** Enqueues the one job of each recurring kind that has none yet. */
export async function enqueueRecurring(
  { db, clock }: { db: Database; clock: Clock },
  kinds: Iterable<JobKind>,
): Promise<void> {
  for (const { kind, everySeconds } of kinds) {
    if (everySeconds === undefined) continue;
    const isThere = (tx: Queries) => isWaitingOrRunning(tx, kind, RECURRING);
    if (await isThere(db.query)) continue;
    await db.write(async (tx) => {
      // Another isolate may have been faster.
      if (await isThere(tx)) return;
      await enqueue(tx, { kind, key: RECURRING }, clock.now());
    });
  }
}
