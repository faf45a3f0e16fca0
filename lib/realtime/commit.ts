import type { Database, Queries } from "../db/database.ts";
import { append } from "./log.ts";
import type { NewEvent, RecordEvent, Spine } from "./spine.ts";

/**
 * Makes a change and tells of it: what `work` writes and the events that it records become true
 * together or not at all; only then is the doorbell rung. `work` may run again when another
 * process was faster, so it must have no effect outside `tx`.
 *
 * @throws {DatabaseBusyError} when the writer lock could not be had.
 */
export async function commit<T>(
  services: {
    db: Database;
    spine: Pick<Spine, "ring">;
    clock: { now(): Date };
  },
  work: (tx: Queries, record: RecordEvent) => Promise<T>,
): Promise<T> {
  let last = 0;
  const result = await services.db.write(async (tx) => {
    const events: NewEvent[] = [];
    const result = await work(tx, (event) => events.push(event));
    last = await append(tx, events, services.clock.now());
    return result;
  });
  if (last > 0) services.spine.ring(last);
  return result;
}
