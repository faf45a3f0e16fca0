import { DatabaseBusyError } from "./errors.ts";
import { FairQueue } from "./fair_queue.ts";
import type { RunOptions } from "./sql_client.ts";

/** Lets turns through: callers one after the other, those of one caller as they come. */
export type Gate = <T>(
  turn: () => Promise<T>,
  who?: Pick<RunOptions, "caller" | "signal">,
) => Promise<T>;

/**
 * At most `width` turns at a time; the others wait in line.
 *
 * @throws {DatabaseBusyError} for a turn that came up only after more than `patienceMs`; the
 * signal's reason for one that is no longer wanted by then.
 */
export function gate(width: number, patienceMs = Infinity): Gate {
  let free = width;
  const waiting = new FairQueue<() => void>();
  return async (turn, { caller, signal } = {}) => {
    try {
      if (free > 0) free--;
      else await inLine(caller);
      signal?.throwIfAborted();
      return await turn();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };

  async function inLine(caller: string | undefined): Promise<void> {
    const since = performance.now();
    await new Promise<void>((resolve) => waiting.push(resolve, caller));
    if (performance.now() - since <= patienceMs) return;
    throw new DatabaseBusyError(
      `Cannot read: the line for the database took more than ${patienceMs} ms`,
    );
  }
}
