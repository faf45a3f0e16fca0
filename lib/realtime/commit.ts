import type { Database, Queries } from "../db/database.ts";
import type { Later } from "../db/later.ts";
import { toLog } from "./log/log.ts";
import type { RecordEvent } from "./event.ts";
import type { Spine } from "./spine.ts";

/**
 * Makes a change and tells of it: what `work` writes and the events that it records become true
 * together or not at all; only then is the doorbell rung. `work` may run again when another
 * process was faster, so it must have no effect outside `tx`; `independent` is as for `write`.
 *
 * @throws {DatabaseBusyError} when the writer lock could not be had.
 */
export async function commit<T>(
  services: {
    db: Database;
    spine: Pick<Spine, "ring">;
    clock: { now(): Date };
  },
  work: (tx: Queries, record: RecordEvent, later: Later) => Promise<T>,
  how?: { independent?: boolean },
): Promise<T> {
  let last = 0;
  const result = await services.db.write((tx, later) => {
    const now = services.clock.now();
    last = 0;
    const record: RecordEvent = (event) =>
      later(toLog(event, now), ({ insertId }) => last = Number(insertId));
    return work(tx, record, later);
  }, how);
  if (last > 0) services.spine.ring(last);
  return result;
}
