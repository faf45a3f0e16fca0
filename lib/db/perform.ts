import { CompiledQuery } from "kysely";
import type { Queries } from "./queries.ts";
import { isPassing } from "./errors.ts";
import { changesOf, sideBySide } from "./in_transaction.ts";
import { type Later, PostponedStatements } from "./later.ts";

export type Work<T> = (tx: Queries, later: Later) => Promise<T>;

/** A work, and whom to tell what became of it. */
export interface Task {
  work: Work<unknown>;
  /** May be run side by side with others that may. */
  independent: boolean;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/** What somebody is to be told, once the transaction is committed. */
export type Answer = () => void;

/** One of the group has changed something, and then thrown its `cause`: it has to be taken back. */
export class FailedHalfWay extends Error {
  override name = "FailedHalfWay";
}

/**
 * Does all works of the group in the transaction `tx`. One that fails before it has changed anything
 * is told so, and the others go on.
 *
 * @throws {FailedHalfWay} when another failed: what the transaction has done must be taken back.
 */
export async function perform(group: Task[], tx: Queries): Promise<Answer[]> {
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
  group: Task[],
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
  { work, resolve, reject }: Task,
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

/** The same, each work in a savepoint: one that fails takes back what it did, and no more. */
export async function performApart(
  group: Task[],
  tx: Queries,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const task of group) {
    await tx.executeQuery(SAVEPOINT);
    try {
      answers.push(...await perform([task], tx));
    } catch (error) {
      // To the newest of that name; those of earlier works stay until the commit.
      await tx.executeQuery(ROLLBACK);
      const cause = error instanceof FailedHalfWay ? error.cause : error;
      answers.push(() => task.reject(cause));
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
