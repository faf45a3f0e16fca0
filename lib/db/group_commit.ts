import { setImmediate } from "node:timers";
import { CompiledQuery } from "kysely";
import type { Queries } from "./database.ts";
import { DatabaseBusyError, isPassing } from "./errors.ts";
import { type Later, PostponedStatements } from "./later.ts";

/** Runs `group` in one transaction, from the start again when it could not be had. */
type InTransaction = <T>(group: (tx: Queries) => Promise<T>) => Promise<T>;

type Work<T> = (tx: Queries, later: Later) => Promise<T>;

interface Waiting {
  since: number;
  work: Work<unknown>;
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
 * wrote is on the disk; one that has been in line for more than `patienceMs` is refused.
 */
export function groupCommit(inTransaction: InTransaction, patienceMs: number) {
  const waiting: Waiting[] = [];
  let running = false;

  return <T>(work: Work<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({
        since: performance.now(),
        work,
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
   * Nearly always all go well. Only when one has failed are they done again, each in a savepoint:
   * with one, a send costs SQLite 100 µs more, most of it for the index of words.
   */
  async function commit(group: Waiting[]): Promise<Answer[]> {
    let hasFailed = false;
    try {
      return await inTransaction((tx) =>
        perform(group, tx).catch((error) => {
          hasFailed = group.length > 1 && !isPassing(error);
          throw error;
        })
      );
    } catch (error) {
      if (!hasFailed) throw error;
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

async function perform(group: Waiting[], tx: Queries): Promise<Answer[]> {
  const postponed = new PostponedStatements();
  const answers: Answer[] = [];
  for (const { work, resolve } of group) {
    const result = await work(tx, postponed.add);
    answers.push(() => resolve(result));
  }
  await postponed.run(tx);
  return answers;
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
      answers.push(() => waiting.reject(error));
    }
  }
  return answers;
}

const SAVEPOINT = CompiledQuery.raw("SAVEPOINT work");
const ROLLBACK = CompiledQuery.raw("ROLLBACK TO work");
