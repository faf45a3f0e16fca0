import { DatabaseBusyError } from "./errors.ts";
import { FairQueue } from "./fair_queue.ts";
import { RecentUse } from "./recent_use.ts";
import type { RunOptions } from "./sql_client.ts";

/** Lets turns through: callers one after the other, those of one caller as they come. */
export type Gate = <T>(
  turn: () => Promise<T>,
  who?: Pick<RunOptions, "caller" | "signal">,
) => Promise<T>;

interface GateOptions {
  /** How long a turn may wait before it is refused. */
  patienceMs?: number;
  /** The most turns of one caller at a time. */
  perCaller?: number;
}

/**
 * At most `width` turns at a time; the others wait in line. Whoever has used much of late leaves the
 * last place to others, and turns of no caller are not held back.
 *
 * @throws {DatabaseBusyError} for a turn that came up only after more than `patienceMs`; the
 * signal's reason for one that is no longer wanted by then.
 */
export function gate(
  width: number,
  { patienceMs = Infinity, perCaller = width }: GateOptions = {},
): Gate {
  let free = width;
  const running = new Map<string, number>();
  const waiting = new FairQueue<() => void>();
  const use = new RecentUse();
  return async (turn, { caller = "", signal } = {}) => {
    if (mayBegin(caller)) begin(caller);
    else await inLine(caller);
    const begunAt = performance.now();
    try {
      signal?.throwIfAborted();
      return await turn();
    } finally {
      use.note(caller, performance.now() - begunAt);
      end(caller);
    }
  };

  function mayBegin(caller: string): boolean {
    if (free === 0) return false;
    if (caller === "") return true;
    if ((running.get(caller) ?? 0) >= perCaller) return false;
    return free > 1 || width === 1 || !use.isMuch(caller);
  }

  function begin(caller: string): void {
    free--;
    running.set(caller, (running.get(caller) ?? 0) + 1);
  }

  function end(caller: string): void {
    free++;
    const left = running.get(caller)! - 1;
    if (left > 0) running.set(caller, left);
    else running.delete(caller);
    while (free > 0) {
      const next = waiting.shift(mayBegin);
      if (!next) return;
      next();
    }
  }

  async function inLine(caller: string): Promise<void> {
    const since = performance.now();
    await new Promise<void>((resolve) =>
      waiting.push(() => {
        begin(caller);
        resolve();
      }, caller)
    );
    if (performance.now() - since <= patienceMs) return;
    end(caller);
    throw new DatabaseBusyError(
      `Cannot read: the line for the database took more than ${patienceMs} ms`,
    );
  }
}
