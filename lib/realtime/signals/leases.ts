import type { Database, Queries } from "../../db/database.ts";
import { databaseTime } from "./database_time.ts";

/** A third of a lease's life: it may miss two renewals. */
export const RENEW_MS = 10_000;
const DEAD_AFTER_SECONDS = 30;

/** Notes that signals are read on this isolate, and forgets the isolates that are dead. */
export async function renewLease(
  db: Database,
  { id, processId }: { id: string; processId: string },
): Promise<void> {
  await db.write(async (tx) => {
    await tx.deleteFrom("Isolates")
      .where("RenewedAt", "<", databaseTime(DEAD_AFTER_SECONDS)).execute();
    await tx.insertInto("Isolates")
      .values({ Id: id, ProcessId: processId, RenewedAt: databaseTime() })
      .onConflict((conflict) =>
        conflict.column("Id").doUpdateSet({ RenewedAt: databaseTime() })
      ).execute();
  });
}

/** Whether signals are read in another process than `processId`. */
export async function isReadElsewhere(
  queries: Queries,
  processId: string,
): Promise<boolean> {
  const row = await queries.selectFrom("Isolates").select("Id")
    .where("ProcessId", "!=", processId)
    .where("RenewedAt", ">=", databaseTime(DEAD_AFTER_SECONDS))
    .limit(1).executeTakeFirst();
  return row !== undefined;
}
