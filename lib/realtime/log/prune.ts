import type { Database } from "../../db/database.ts";
import { bounds } from "./log.ts";

/** Few enough that other writers wait for some milliseconds only. */
const BATCH = 2_000;

/**
 * Deletes events older than `before`, oldest first, and raises the floor in the same transaction,
 * so that no position below it can be taken for one that the log still reaches back to.
 *
 * @returns how many were deleted.
 */
export async function prune(db: Database, before: Date): Promise<number> {
  let deleted = 0;
  for (;;) {
    const batch = await db.write(async (tx) => {
      const { floor } = await bounds(tx);
      const oldest = await tx.selectFrom("Events").select(["Id", "CreatedAt"])
        .where("Id", ">", floor).orderBy("Id").limit(BATCH).execute();
      // Up to the first that is new enough: ids, not times, are the order of the log.
      const kept = oldest.findIndex((event) =>
        event.CreatedAt >= before.toISOString()
      );
      const old = kept === -1 ? oldest : oldest.slice(0, kept);
      if (old.length === 0) return 0;
      const last = old[old.length - 1].Id;
      await tx.deleteFrom("Events").where("Id", "<=", last).execute();
      await tx.updateTable("Shard").set({ Floor: last }).execute();
      return old.length;
    });
    deleted += batch;
    if (batch < BATCH) return deleted;
  }
}
