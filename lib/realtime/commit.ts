import type { Database, Queries } from "../db/database.ts";
import type { Later } from "../db/later.ts";
import type { WriteOptions } from "../db/sql_client.ts";
import { toLog } from "./log/log.ts";
import type { RecordEvent } from "./event.ts";
import type { Spine } from "./spine.ts";

/** What a commit needs; of the spine, only its doorbell. */
export interface CommitServices {
  db: Database;
  spine: Pick<Spine, "ring">;
  clock: { now(): Date };
}

/**
 * Makes a change and tells of it: what `work` writes and the events that it records become true
 * together or not at all; only then is the doorbell rung. `work` may run again when another
 * process was faster, so it must have no effect outside `tx`; `options` are those of `write`.
 *
 * @throws {DatabaseBusyError} when the writer lock could not be had.
 */
export async function commit<T>(
  services: CommitServices,
  work: (tx: Queries, record: RecordEvent, later: Later) => Promise<T>,
  options?: WriteOptions,
): Promise<T> {
  let last = 0;
  const result = await services.db.write((tx, later) => {
    last = 0;
    const record = recordLater(later, services.clock.now(), (id) => last = id);
    return work(tx, record, later);
  }, options);
  if (last > 0) services.spine.ring(last);
  return result;
}

/**
 * Records events in a transaction of `write`, for programs that have no streams: those of others
 * find them by themselves. `onId` is told the id of each, in order.
 */
export function recordLater(
  later: Later,
  now: Date,
  onId: (id: number) => void = () => {},
): RecordEvent {
  return (event) =>
    later(toLog(event, now), ({ insertId }) => onId(Number(insertId)));
}
