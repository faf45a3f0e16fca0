import { attempt, type Surroundings } from "./attempt.ts";
import { HeldLeases } from "./held_leases.ts";
import type { JobKind } from "./jobs.ts";
import type { LaneSettings } from "./lanes.ts";
import { claim, type Lease, nextDue } from "./queue.ts";
import { enqueueRecurring } from "./recurring.ts";

/** Runs due jobs of some kinds on this isolate, as many at a time as it has places. */
export class Lane {
  private readonly kinds = new Map<string, JobKind>();
  private readonly held: HeldLeases;
  private isStarted = false;
  private isStopped = false;
  private hasRecurring = false;
  private looking: Promise<number> | undefined;
  private lookAgain = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly around: Surroundings,
    private readonly settings: LaneSettings,
  ) {
    this.held = new HeldLeases(around, settings.leaseSeconds);
  }

  get places(): number {
    return this.settings.places;
  }

  get running(): number {
    return this.held.size;
  }

  register(kinds: JobKind[]): void {
    this.kinds.clear();
    for (const each of kinds) this.kinds.set(each.kind, each);
  }

  /** Begins to run due jobs. Without kinds or places, the lane never looks for any. */
  start(): void {
    if (this.places === 0 || this.kinds.size === 0) return;
    this.isStarted = true;
    this.poll();
  }

  /** Looks for due jobs soon, when the lane has been started. */
  wake(): void {
    if (this.isStarted) this.look();
  }

  /** Runs due jobs, and those that come meanwhile, to the end. Returns how many it has begun. */
  async runDue(): Promise<number> {
    if (this.kinds.size === 0) return 0;
    await this.ensureRecurring();
    let begun = 0;
    while (true) {
      const taken = await this.look();
      if (taken === 0 && this.running === 0) return begun;
      begun += taken;
      await this.held.allEnded();
    }
  }

  /** Begins nothing more, lets what runs end within `graceMs`, then aborts it and gives it back. */
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

  private async poll(): Promise<void> {
    const { db, clock, log } = this.around;
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
    await enqueueRecurring(this.around, this.kinds.values());
    this.hasRecurring = true;
  }

  /** Polls when `next` is due, or after the poll's pause if that is sooner. */
  private arm(next: Date | null): void {
    clearTimeout(this.timer);
    if (!this.isStarted) return;
    const { around: { clock }, settings: { pollSeconds } } = this;
    const pause = pollSeconds * 1000 * (0.75 + Math.random() / 2);
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
    const { db, clock, log } = this.around;
    let taken = 0;
    let next: Date | null = null;
    try {
      do {
        this.lookAgain = false;
        taken += await this.take();
        // A job that is due already waits for room here, or for another of its key to end.
        next = await nextDue(db.query, [...this.kinds.keys()], clock.now());
      } while (this.lookAgain && !this.isStopped);
    } catch (error) {
      log.error("jobs.look_failed", error);
    }
    this.looking = undefined;
    this.arm(next);
    return taken;
  }

  private async take(): Promise<number> {
    const { db, clock } = this.around;
    const room = this.places - this.running;
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
      ended.then(() => this.wake());
    }
    return leases.length;
  }

  private async run(lease: Lease, signal: AbortSignal): Promise<void> {
    await attempt(this.around, this.kinds.get(lease.kind)!, lease, signal);
  }
}
