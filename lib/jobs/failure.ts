import type { Queries } from "../db/database.ts";
import { Interrupted } from "./interrupted.ts";
import { type JobKind, Postponed } from "./jobs.ts";
import type { Outcome } from "./metrics.ts";
import { lookAgainAfter, recurAfter, retryAfter } from "./pace.ts";
import { bury, type Lease, putBack } from "./queue.ts";

/** With the pauses of `retryAfter`, they take about 40 minutes. */
const MAX_ATTEMPTS = 10;

export interface Failure {
  outcome: Exclude<Outcome, "done" | "lost">;
  /** Writes what becomes of the job. `false` when the lease was lost. */
  note(tx: Queries): Promise<boolean>;
}

/** What becomes of a job whose attempt ended with `error`. */
export function failureOf(
  error: unknown,
  lease: Lease,
  kind: JobKind,
  now: Date,
): Failure {
  const why = error instanceof Error ? error.message : String(error);
  const inMs = (milliseconds: number) => new Date(now.getTime() + milliseconds);
  const again = (
    outcome: Failure["outcome"],
    dueAt: Date,
    attempts: number,
  ): Failure => ({
    outcome,
    note: (tx) => putBack(tx, lease, { dueAt, attempts, why }),
  });

  // An attempt that was interrupted or had no chance does not count.
  if (error instanceof Interrupted) {
    return again("returned", now, lease.attempt - 1);
  }
  if (error instanceof Postponed) {
    const waited = now.getTime() - lease.createdAt.getTime();
    const dueAt = inMs(lookAgainAfter(waited));
    return again("postponed", dueAt, lease.attempt - 1);
  }
  if (lease.attempt < attemptsOf(kind)) {
    return again("failed", inMs(retryAfter(lease.attempt)), lease.attempt);
  }
  if (kind.everySeconds !== undefined) {
    // A recurring job's next run is another chance.
    return again("failed", inMs(recurAfter(kind.everySeconds)), 0);
  }
  return { outcome: "dead", note: (tx) => bury(tx, lease, why) };
}

/** How many attempts a job of this kind gets. */
export function attemptsOf({ maxAttempts }: JobKind): number {
  return maxAttempts ?? MAX_ATTEMPTS;
}
