import { setImmediate } from "node:timers";
import type { Queries } from "./queries.ts";
import { DatabaseBusyError } from "./errors.ts";
import {
  type Answer,
  FailedHalfWay,
  perform,
  performApart,
  type Task,
  type Work,
} from "./perform.ts";

/** Runs `group` in one transaction, from the start again when it could not be had. */
type InTransaction = <T>(group: (tx: Queries) => Promise<T>) => Promise<T>;

interface Waiting extends Task {
  since: number;
}

/** How many works share a transaction: the first of them waits for all. */
const MAX_GROUP = 64;

/**
 * Lets works that come while a transaction is under way share the next one, and its one wait for
 * the disk; one that fails takes back only what it did itself. A work is answered only when what it
 * wrote is on the disk; one that has been in line for more than `patienceMs` is refused. Where a
 * server is asked, independent ones go side by side: each request of theirs serves them all.
 */
export function groupCommit(
  inTransaction: InTransaction,
  { patienceMs, mayShareRequests }: {
    patienceMs: number;
    mayShareRequests: boolean;
  },
) {
  const waiting: Waiting[] = [];
  let running = false;

  return <T>(
    work: Work<T>,
    { independent = false } = {},
  ): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({
        since: performance.now(),
        work,
        independent: independent && mayShareRequests,
        resolve: resolve as (result: unknown) => void,
        reject,
      });
      if (!running) run();
    });

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      await allWhoCome();
      refuseLate();
      const group = waiting.splice(0, MAX_GROUP);
      if (group.length === 0) continue;
      try {
        for (const answer of await commit(group)) answer();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    running = false;
  }

  /**
   * As long as each turn of the event loop brings more, they share: an embedded database is done
   * with the first before the loop hears of the second. Alone, a work waits for one turn (50 µs).
   */
  async function allWhoCome(): Promise<void> {
    let before = 0;
    while (waiting.length > before && waiting.length < MAX_GROUP) {
      before = waiting.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /**
   * Nearly always all go well, or fail before they have written anything. Only when one has failed
   * half-way are all done again, each in a savepoint: in one, a send costs SQLite 100 µs more, most
   * of it for the index of words.
   */
  async function commit(group: Waiting[]): Promise<Answer[]> {
    try {
      return await inTransaction((tx) => perform(group, tx));
    } catch (error) {
      if (!(error instanceof FailedHalfWay)) throw error;
      if (group.length === 1) throw error.cause;
      return await inTransaction((tx) => performApart(group, tx));
    }
  }

  function refuseLate(): void {
    const oldest = performance.now() - patienceMs;
    while (waiting.length > 0 && waiting[0].since < oldest) {
      waiting.shift()!.reject(
        new DatabaseBusyError(
          `Cannot write: the line for the database took more than ${patienceMs} ms`,
        ),
      );
    }
  }
}
