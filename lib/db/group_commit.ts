import { setImmediate } from "node:timers";
import { DatabaseBusyError, DeadlineError } from "./errors.ts";
import { FairQueue } from "./fair_queue.ts";
import type { Gate } from "./gate.ts";
import { runWith } from "./in_transaction.ts";
import {
  type Answer,
  FailedHalfWay,
  perform,
  performApart,
  type Task,
  type Work,
} from "./perform.ts";
import type { Queries } from "./queries.ts";
import type { WriteOptions } from "./sql_client.ts";

/** Runs `group` in one transaction, from the start again when it could not be had. */
type InTransaction = <T>(group: (tx: Queries) => Promise<T>) => Promise<T>;

interface Waiting extends Task {
  since: number;
  deadlineMs?: number;
}

/** How many works share a transaction: the first of them waits for all. */
const MAX_GROUP = 64;

/**
 * Lets works that come while a transaction is under way, or another process has its turn, share the
 * next one, and its one wait for the disk; one that fails takes back only what it did itself. A work
 * is answered only when what it wrote is on the disk; one that has been in line for more than
 * `patienceMs` is refused. Independent ones go side by side: each request of theirs, to a server,
 * serves them all.
 */
export function groupCommit(
  inTurn: Gate,
  inTransaction: InTransaction,
  { patienceMs }: { patienceMs: number },
) {
  const waiting = new FairQueue<Waiting>();
  let running = false;

  return <T>(
    work: Work<T>,
    { independent = false, caller, deadlineMs }: WriteOptions = {},
  ): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({
        since: performance.now(),
        work,
        independent,
        deadlineMs,
        resolve: resolve as (result: unknown) => void,
        reject,
      }, caller);
      if (!running) run();
    });

  async function run(): Promise<void> {
    running = true;
    while (waiting.size > 0) {
      await allWhoCome();
      await commitNext();
    }
    running = false;
  }

  /** Whoever comes while others have their turn is in the group too. */
  async function commitNext(): Promise<void> {
    let group: Waiting[] | undefined;
    try {
      const answers = await inTurn(async () => {
        group = nextGroup();
        return group.length === 0 ? [] : await commit(perform, group);
      }).catch((error) => commitAgain(group ?? [], error));
      for (const answer of answers) answer();
    } catch (error) {
      for (const { reject } of group ?? nextGroup()) reject(error);
    }
  }

  /** As long as each turn of the event loop brings more, they share. Alone, a work waits for one (50 µs). */
  async function allWhoCome(): Promise<void> {
    let before = 0;
    while (waiting.size > before && waiting.size < MAX_GROUP) {
      before = waiting.size;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  function nextGroup(): Waiting[] {
    const group: Waiting[] = [];
    const oldest = performance.now() - patienceMs;
    while (group.length < MAX_GROUP) {
      const next = waiting.shift();
      if (!next) break;
      if (next.since < oldest) next.reject(tooLate());
      else group.push(next);
    }
    return group;
  }

  async function commit(
    performing: typeof perform,
    group: Waiting[],
  ): Promise<Answer[]> {
    return await inTransaction(async (tx) => {
      await runWith(tx, { deadlineMs: longestOf(group) });
      return await performing(group, tx);
    });
  }

  /**
   * Nearly always all go well, or fail before they have written anything. Only when one has failed
   * half-way are all done again, each in a savepoint: in one, a send costs SQLite 100 µs more, most
   * of it for the index of words. One whose statement was ended has taken the whole transaction
   * with it, and may do so again: each is done again alone.
   */
  async function commitAgain(
    group: Waiting[],
    error: unknown,
  ): Promise<Answer[]> {
    if (error instanceof DeadlineError && group.length > 1) {
      return await eachAlone(group);
    }
    if (!(error instanceof FailedHalfWay)) throw error;
    if (group.length === 1) throw error.cause;
    return await inTurn(() => commit(performApart, group));
  }

  async function eachAlone(group: Waiting[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const each of group) {
      try {
        const own = await inTurn(() => commit(perform, [each]))
          .catch((error) => commitAgain([each], error));
        answers.push(...own);
      } catch (error) {
        answers.push(() => each.reject(error));
      }
    }
    return answers;
  }

  function tooLate(): DatabaseBusyError {
    return new DatabaseBusyError(
      `Cannot write: the line for the database took more than ${patienceMs} ms`,
    );
  }
}

/** What a group shares a transaction for has as long as its most patient work gives it. */
function longestOf(group: Waiting[]): number | undefined {
  const given = group.map(({ deadlineMs }) => deadlineMs)
    .filter((ms) => ms !== undefined);
  return given.length === 0 ? undefined : Math.max(...given);
}
