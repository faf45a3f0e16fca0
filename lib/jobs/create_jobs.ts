import type { Database, Queries } from "../db/database.ts";
import type { Log } from "../log.ts";
import type { Spine } from "../realtime/spine.ts";
import type { Clock } from "../clock.ts";
import { attempt } from "./attempt.ts";
import { HeldLeases } from "./held_leases.ts";
import type { JobKind, Jobs, NewJob } from "./jobs.ts";
import { JobMetrics, type JobsStatus, readStatus } from "./metrics.ts";
import {
  claim,
  enqueue,
  isWaitingOrRunning,
  type Lease,
  nextDue,
} from "./queue.ts";

export interface JobSettings {
  /** How many run at a time on this isolate; 0 for none. */
  atOnce: number;
  /** How long after a process was killed another one takes over its jobs. */
  leaseSeconds: number;
  /** How often to look for what other isolates have enqueued. */
  pollSeconds: number;
}

interface JobsOptions {
  db: Database;
  spine: Pick<Spine, "ring">;
  clock: Clock;
  log: Log;
  settings: JobSettings;
}

/** The key of each recurring kind's one job. */
const RECURRING = "recurring";

/** The jobs of this isolate over one database. Nothing runs before `start`. */
export function createJobs(options: JobsOptions): Jobs {
  return new IsolateJobs(options);
}

class IsolateJobs implements Jobs {
  readonly metrics = new JobMetrics();
  private readonly held: HeldLeases;
  private kinds = new Map<string, JobKind>();
  private isStarted = false;
  private isStopped = false;
  private hasRecurring = false;
  private looking: Promise<number> | undefined;
  private lookAgain = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: JobsOptions) {
    this.held = new HeldLeases(options, options.settings.leaseSeconds);
  }

  async enqueue(tx: Queries, job: NewJob): Promise<void> {
    await enqueue(tx, job, this.options.clock.now());
    // Claiming waits in the writers' line, behind the transaction under way.
    if (this.isStarted) this.look();
  }

  start(kinds: JobKind[]): void {
    this.register(kinds);
    if (this.options.settings.atOnce === 0 || kinds.length === 0) return;
    this.isStarted = true;
    this.poll();
  }

  async stop(graceMs: number): Promise<void> {
    this.isStarted = false;
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.looking;
    const ended = this.held.allEnded();
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, graceMs);
    await Promise.race([ended, grace.promise]);
    clearTimeout(timer);
    this.held.interrupt();
    await ended;
  }

  async runDue(kinds: JobKind[]): Promise<void> {
    this.register(kinds);
    await this.ensureRecurring();
    while (await this.look() > 0 || this.held.size > 0) {
      await this.held.allEnded();
    }
  }

  status(): Promise<JobsStatus> {
    const { db, clock } = this.options;
    return readStatus(db.query, clock.now());
  }

  private register(kinds: JobKind[]): void {
    this.kinds = new Map(kinds.map((each) => [each.kind, each]));
  }

  private async poll(): Promise<void> {
    const { db, clock, log } = this.options;
    try {
      await this.ensureRecurring();
      const next = await nextDue(db.query, [...this.kinds.keys()]);
      if (next && next <= clock.now()) await this.look();
      else this.arm(next);
    } catch (error) {
      log.error("jobs.poll_failed", error);
      this.arm(null);
    }
  }

  private async ensureRecurring(): Promise<void> {
    if (this.hasRecurring) return;
    const { db, clock } = this.options;
    for (const { kind, everySeconds } of this.kinds.values()) {
      if (everySeconds === undefined) continue;
      const isThere = (tx: Queries) => isWaitingOrRunning(tx, kind, RECURRING);
      if (await isThere(db.query)) continue;
      await db.write(async (tx) => {
        if (await isThere(tx)) return;
        const job = { kind, key: RECURRING, payload: null };
        await enqueue(tx, job, clock.now());
      });
    }
    this.hasRecurring = true;
  }

  /** Polls when `next` is due, or after the poll's pause if that is sooner. */
  private arm(next: Date | null): void {
    clearTimeout(this.timer);
    if (!this.isStarted) return;
    const { settings, clock } = this.options;
    const pause = settings.pollSeconds * 1000 * (0.75 + Math.random() / 2);
    const until = next ? next.getTime() - clock.now().getTime() : pause;
    this.timer = setTimeout(
      () => this.poll(),
      Math.max(0, Math.min(until, pause)),
    );
  }

  /** Takes due jobs, as far as there is room, and returns how many. It never throws. */
  private look(): Promise<number> {
    if (this.looking) this.lookAgain = true;
    else this.looking = this.lookNow();
    return this.looking;
  }

  private async lookNow(): Promise<number> {
    const { db, clock, log } = this.options;
    let taken = 0;
    let next: Date | null = null;
    try {
      do {
        this.lookAgain = false;
        taken += await this.take();
        // A job that is due already waits for room here, or for another of its key to end.
        const kinds = [...this.kinds.keys()];
        next = await nextDue(db.query, kinds, clock.now());
      } while (this.lookAgain && !this.isStopped);
    } catch (error) {
      log.error("jobs.look_failed", error);
    }
    this.looking = undefined;
    this.arm(next);
    return taken;
  }

  private async take(): Promise<number> {
    const { db, clock, settings } = this.options;
    const room = settings.atOnce - this.held.size;
    if (room <= 0 || this.isStopped) return 0;
    const askedAt = performance.now();
    const leases = await db.write((tx) =>
      claim(tx, [...this.kinds.keys()], room, clock.now(), this.held.end())
    );
    for (const lease of leases) {
      const ended = this.held.hold(
        lease,
        askedAt,
        (signal) => this.run(lease, signal),
      );
      // There is room for another job now, perhaps one that waited for this one's key.
      ended.then(() => {
        if (this.isStarted) this.look();
      });
    }
    return leases.length;
  }

  private async run(lease: Lease, signal: AbortSignal): Promise<void> {
    const kind = this.kinds.get(lease.kind)!;
    const around = { ...this.options, metrics: this.metrics };
    await attempt(around, kind, lease, signal);
  }
}
