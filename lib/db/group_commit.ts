import { setImmediate } from "node:timers";
import { CompiledQuery } from "kysely";
import type { Queries } from "./database.ts";
import { DatabaseBusyError, isPassing } from "./errors.ts";
import { changesOf, sideBySide } from "./in_transaction.ts";
import { type Later, PostponedStatements } from "./later.ts";

/** Runs `group` in one transaction, from the start again when it could not be had. */
type InTransaction = <T>(group: (tx: Queries) => Promise<T>) => Promise<T>;

type Work<T> = (tx: Queries, later: Later) => Promise<T>;

interface Waiting {
  since: number;
  work: Work<unknown>;
  /** May be run side by side with others that may. */
  independent: boolean;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/** What one of the group is to be told, once the transaction is committed. */
type Answer = () => void;

/** So that the first of a group does not wait for too many after it. */
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

/** One of the group has changed something, and then thrown its `cause`: it has to be taken back. */
class FailedHalfWay extends Error {
  override name = "FailedHalfWay";
}

async function perform(group: Waiting[], tx: Queries): Promise<Answer[]> {
  const postponed = new PostponedStatements();
  const independent = group.filter((each) => each.independent);
  const answers = await performBeside(independent, tx, postponed);
  for (const each of group) {
    if (!each.independent) answers.push(await attempt(each, tx, postponed));
  }
  await postponed.run(tx).catch((error) => {
    throw orHalfWay(error);
  });
  return answers;
}

async function performBeside(
  group: Waiting[],
  tx: Queries,
  postponed: PostponedStatements,
): Promise<Answer[]> {
  if (group.length === 0) return [];
  const shared = await sideBySide(tx);
  // One that fails must not end the transaction under the others.
  const attempts = await Promise.allSettled(
    group.map((each) => attempt(each, shared.tx, postponed)),
  );
  if (shared.failure) throw orHalfWay(shared.failure);
  return attempts.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  });
}

async function attempt(
  { work, resolve, reject }: Waiting,
  tx: Queries,
  postponed: PostponedStatements,
): Promise<Answer> {
  const own = new PostponedStatements();
  const before = await changesOf(tx);
  try {
    const result = await work(tx, own.add);
    postponed.addAll(own);
    return () => resolve(result);
  } catch (error) {
    if (isPassing(error) || await changesOf(tx) > before) {
      throw orHalfWay(error);
    }
    return () => reject(error);
  }
}

async function performApart(group: Waiting[], tx: Queries): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const waiting of group) {
    await tx.executeQuery(SAVEPOINT);
    try {
      answers.push(...await perform([waiting], tx));
    } catch (error) {
      // To the newest of that name; those of earlier works stay until the commit.
      await tx.executeQuery(ROLLBACK);
      const cause = error instanceof FailedHalfWay ? error.cause : error;
      answers.push(() => waiting.reject(cause));
    }
  }
  return answers;
}

/** What is passing ends the whole transaction; anything else has to be taken back. */
function orHalfWay(cause: unknown): unknown {
  return isPassing(cause)
    ? cause
    : new FailedHalfWay("A work has failed after it wrote", { cause });
}

const SAVEPOINT = CompiledQuery.raw("SAVEPOINT work");
const ROLLBACK = CompiledQuery.raw("ROLLBACK TO work");
