import { DatabaseBusyError } from "./errors.ts";

/** Lets turns through, first come, first served. */
export type Gate = <T>(turn: () => Promise<T>) => Promise<T>;

/**
 * At most `width` turns at a time; the others wait in line.
 *
 * @throws {DatabaseBusyError} for a turn that came up only after more than `patienceMs`.
 */
export function gate(width: number, patienceMs = Infinity): Gate {
  let free = width;
  const waiting: (() => void)[] = [];
  return async (turn) => {
    try {
      if (free > 0) free--;
      else await inLine();
      return await turn();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };

  async function inLine(): Promise<void> {
    const since = performance.now();
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (performance.now() - since <= patienceMs) return;
    throw new DatabaseBusyError(
      `Cannot read: the line for the database took more than ${patienceMs} ms`,
    );
  }
}
