import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";
import { commit } from "../realtime/commit.ts";
import type { Spine } from "../realtime/spine.ts";
import type { Clock } from "../clock.ts";
import { attemptsOf, failureOf } from "./failure.ts";
import { Interrupted } from "./interrupted.ts";
import type { Completion, JobKind } from "./jobs.ts";
import type { JobMetrics, Outcome } from "./metrics.ts";
import { recurAfter } from "./pace.ts";
import { complete, type Lease, putBack } from "./queue.ts";

const TIMEOUT_SECONDS = 600;

/** What attempts at jobs use. */
export interface Surroundings {
  db: Database;
  spine: Pick<Spine, "ring">;
  clock: Clock;
  log: Log;
  metrics: JobMetrics;
}

/**
 * Runs a job once and notes how it ended. Never throws: an attempt that cannot even be noted (the
 * database is away) is taken over when its lease runs out.
 */
export async function attempt(
  around: Surroundings,
  kind: JobKind,
  lease: Lease,
  interruption: AbortSignal,
): Promise<void> {
  const { log, metrics } = around;
  const about = { kind: lease.kind, job: lease.jobId, attempt: lease.attempt };
  const begunAt = performance.now();
  const ended = (outcome: Outcome, fields: Record<string, unknown> = {}) => {
    metrics.note(lease.kind, outcome);
    const ms = Math.round(performance.now() - begunAt);
    const level = outcome === "done" ? log.info : log.warn;
    level(`job.${outcome}`, { ...about, ms, ...fields });
  };
  try {
    await runAndComplete(around, kind, lease, interruption);
    ended("done");
  } catch (error) {
    try {
      if (isLoss(error)) return ended("lost");
      const { outcome, note } = failureOf(
        error,
        lease,
        kind,
        around.clock.now(),
      );
      if (!await around.db.write(note)) return ended("lost");
      ended(outcome, { error: String(error) });
      if (outcome === "dead") log.error("job.died", error, about);
    } catch (again) {
      log.error("job.not_noted", again, { ...about, after: String(error) });
    }
  }
}

async function runAndComplete(
  around: Surroundings,
  kind: JobKind,
  lease: Lease,
  interruption: AbortSignal,
): Promise<void> {
  if (lease.attempt > attemptsOf(kind)) {
    // Each isolate that ran it was gone before it could note a failure.
    throw new Error("The process that ran it ended, or stood still");
  }
  const completion = await inTime(kind, lease, interruption);
  await commit(around, async (tx, record) => {
    // Another isolate has the job, and writes what this attempt would have written.
    if (!await isEnded(tx)) throw new Interrupted("loss");
    await completion?.(tx, record);
  });

  function isEnded(tx: Parameters<Completion>[0]): Promise<boolean> {
    if (kind.everySeconds === undefined) return complete(tx, lease);
    const now = around.clock.now().getTime();
    const dueAt = new Date(now + recurAfter(kind.everySeconds));
    return putBack(tx, lease, { dueAt, attempts: 0 });
  }
}

/** Runs until it ends, is interrupted or its time is over. */
async function inTime(
  kind: JobKind,
  { key, payload, attempt: number }: Lease,
  interruption: AbortSignal,
): Promise<Completion | void> {
  const seconds = kind.timeoutSeconds ?? TIMEOUT_SECONDS;
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new Error(`It took more than ${seconds} s`)),
    seconds * 1000,
  );
  const signal = AbortSignal.any([interruption, late.signal]);
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", onAbort);
  try {
    return await Promise.race([
      kind.run(payload, { key, number, signal }),
      aborted.promise,
    ]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

function isLoss(error: unknown): boolean {
  return error instanceof Interrupted && error.by === "loss";
}
