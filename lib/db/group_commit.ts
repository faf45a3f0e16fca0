import { CompiledQuery } from "kysely";
import type { Queries } from "./database.ts";

/** Runs `group` in one transaction, from the start again when it could not be had. */
type InTransaction = <T>(group: (tx: Queries) => Promise<T>) => Promise<T>;

interface Waiting {
  work: (tx: Queries) => Promise<unknown>;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/** So that the first of a group does not wait for too many after it. */
const MAX_GROUP = 64;

/**
 * Lets works that come while a transaction is under way share the next one, and its one wait for
 * the disk: each in a savepoint, so that one which fails takes back only what it did itself. A
 * work is answered only when what it wrote is on the disk.
 */
export function groupCommit(inTransaction: InTransaction) {
  const waiting: Waiting[] = [];
  let running = false;

  return <T>(work: (tx: Queries) => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({
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
}

/** What each of the group is to be told, once the transaction is committed. */
async function perform(
  group: Waiting[],
  tx: Queries,
): Promise<(() => void)[]> {
  const answers: (() => void)[] = [];
  for (const { work, resolve, reject } of group) {
    await tx.executeQuery(SAVEPOINT);
    try {
      const result = await work(tx);
      await tx.executeQuery(RELEASE);
      answers.push(() => resolve(result));
    } catch (error) {
      await tx.executeQuery(ROLLBACK);
      await tx.executeQuery(RELEASE);
      answers.push(() => reject(error));
    }
  }
  return answers;
}

const SAVEPOINT = CompiledQuery.raw("SAVEPOINT work");
const RELEASE = CompiledQuery.raw("RELEASE work");
const ROLLBACK = CompiledQuery.raw("ROLLBACK TO work");
