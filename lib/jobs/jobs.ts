import type { Queries } from "../db/database.ts";
import type { RecordEvent } from "../realtime/event.ts";
import type { LaneName } from "./lanes.ts";
import type { JobMetrics, JobsStatus } from "./metrics.ts";

/** The jobs of this isolate. It enqueues jobs, and runs those that are due, of any isolate. */
export interface Jobs {
  /**
   * Adds a job in the transaction of the change that wants it: both become true together. It is
   * begun soon after the commit, here or on another isolate.
   */
  enqueue(tx: Queries, job: NewJob): Promise<void>;
  /** Begins to run due jobs, and enqueues a job for each recurring kind. */
  start(kinds: JobKind[]): void;
  /**
   * Begins nothing more, lets what runs end within `graceMs`, then aborts it and gives it back, for
   * another isolate or the next start.
   */
  stop(graceMs: number): Promise<void>;
  /** Runs due jobs of these kinds, and those they enqueue, to the end. For tests and commands. */
  runDue(kinds: JobKind[]): Promise<void>;
  /** The queue of all isolates. */
  status(): Promise<JobsStatus>;
  /** What this isolate has done. */
  readonly metrics: JobMetrics;
  /** How many jobs this isolate runs at this moment, and how many it may. */
  readonly lanes: Readonly<Record<LaneName, LaneLoad>>;
}

export interface LaneLoad {
  readonly places: number;
  readonly running: number;
}

export interface NewJob {
  /** The name of a `JobKind`. */
  kind: string;
  /**
   * Written as JSON; `null` when absent. It should hold ids rather than rows, which may have changed
   * by then.
   */
  payload?: unknown;
  /**
   * Names the work: while a job of this kind and key is pending, another makes no second one but
   * gives it its own payload and the earlier of the two times; while one runs, no other is begun.
   * Work that has an order is a table of its own, and a job without payload that is keyed by the
   * queue and works off all rows of it that there are.
   */
  key?: string;
  /** The earliest time to begin; at once when absent. */
  runAt?: Date;
}

/**
 * What jobs of one kind do. A job may be begun more than once (a process can be killed after its
 * work and before its completion), so what `run` does by itself must bear repetition; what it
 * leaves to its `Completion` is done exactly once.
 */
export interface JobKind {
  kind: string;
  run(payload: unknown, attempt: Attempt): Promise<Completion | void>;
  /** By default `normal`. */
  lane?: LaneName;
  /** Makes the kind recurring: a job begins at the first start, then this long after each end. */
  everySeconds?: number;
  /** How many failures make the job dead; by default 10 (about 40 minutes). */
  maxAttempts?: number;
  /** An attempt that takes longer is aborted and has failed; by default 600. */
  timeoutSeconds?: number;
}

export interface Attempt {
  /** The job's, or `null`. */
  key: string | null;
  /** The number of the attempt, from 1 on. */
  number: number;
  /** Aborts when the attempt's time is over, its lease is lost or the isolate stops. */
  signal: AbortSignal;
}

/**
 * What a job writes, in the transaction that takes it off the queue: all of it is done, or the job
 * is still there. May run again, as any work on the database.
 */
export type Completion = (tx: Queries, record: RecordEvent) => Promise<void>;

/**
 * Thrown by `run` where the job itself is not at fault (a server is away): it is tried again, for
 * as long as it takes, at longer and longer intervals up to a minute.
 */
export class Postponed extends Error {
  override name = "Postponed";
}
