import { CompiledQuery } from "kysely";
import type { Queries } from "./database.ts";
import { DatabaseBusyError } from "./errors.ts";

/** Runs `group` in one transaction, from the start again when it could not be had. */
type InTransaction = <T>(group: (tx: Queries) => Promise<T>) => Promise<T>;

interface Waiting {
  since: number;
  work: (tx: Queries) => Promise<unknown>;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/** So that the first of a group does not wait for too many after it. */
const MAX_GROUP = 64;

/**
 * Lets works that come while a transaction is under way share the next one, and its one wait for
 * the disk: each in a savepoint, so that one which fails takes back only what it did itself. A
 * work is answered only when what it wrote is on the disk; one that has been in line for more than
 * `patienceMs` is refused.
 */
export function groupCommit(inTransaction: InTransaction, patienceMs: number) {
  const waiting: Waiting[] = [];
  let running = false;

  return <T>(work: (tx: Queries) => Promise<T>): Promise<T> =>
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
      // Those who came in the same tick are in line by now.
      await Promise.resolve();
      refuseLate();
      const group = waiting.splice(0, MAX_GROUP);
      try {
        const answers = await inTransaction((tx) => perform(group, tx));
        for (const answer of answers) answer();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    running = false;
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

/** What each of the group is to be told, once the transaction is committed. */
async function perform(
  group: Waiting[],
  tx: Queries,
): Promise<(() => void)[]> {
  if (group.length === 1) {
    const [{ work, resolve }] = group;
    const result = await work(tx);
    return [() => resolve(result)];
  }
  const answers: (() => void)[] = [];
  for (const { work, resolve, reject } of group) {
    await tx.executeQuery(SAVEPOINT);
    try {
      const result = await work(tx);
      answers.push(() => resolve(result));
    } catch (error) {
      // To the newest of that name; those of earlier works stay until the commit.
      await tx.executeQuery(ROLLBACK);
      answers.push(() => reject(error));
    }
  }
  return answers;
}

const SAVEPOINT = CompiledQuery.raw("SAVEPOINT work");
const ROLLBACK = CompiledQuery.raw("ROLLBACK TO work");
