import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";
import type { Clock } from "../clock.ts";
import { Interrupted } from "./interrupted.ts";
import { type Lease, renew } from "./queue.ts";

interface Held {
  lease: Lease;
  abort: AbortController;
  /** On the clock of `performance.now()`. */
  until: number;
  ended: Promise<void>;
}

/** How many renewals there are within a lease, so that one may fail. */
const RENEWALS_PER_LEASE = 3;

/** The leases of this isolate's running jobs. They are renewed, and a lost one aborts its job. */
export class HeldLeases {
  private readonly held = new Map<string, Held>();
  private readonly leaseMs: number;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly options: { db: Database; clock: Clock; log: Log },
    leaseSeconds: number,
  ) {
    this.leaseMs = leaseSeconds * 1000;
  }

  get size(): number {
    return this.held.size;
  }

  /** When a lease that is taken or renewed now will end. */
  end(): Date {
    return new Date(this.options.clock.now().getTime() + this.leaseMs);
  }

  /** Holds the lease, which was asked for at `askedAt` (`performance.now()`), while `run` runs. */
  hold(
    lease: Lease,
    askedAt: number,
    run: (interruption: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const abort = new AbortController();
    const ended = run(abort.signal).finally(() => {
      this.held.delete(lease.leaseId);
      if (this.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    });
    const until = askedAt + this.leaseMs;
    this.held.set(lease.leaseId, { lease, abort, until, ended });
    this.timer ??= setInterval(
      () => this.renew(),
      this.leaseMs / RENEWALS_PER_LEASE,
    );
    return ended;
  }

  async allEnded(): Promise<void> {
    await Promise.all([...this.held.values()].map(({ ended }) => ended));
  }

  interrupt(): void {
    for (const { abort } of this.held.values()) {
      abort.abort(new Interrupted("stop"));
    }
  }

  private async renew(): Promise<void> {
    const all = [...this.held.values()];
    const askedAt = performance.now();
    try {
      const leases = all.map(({ lease }) => lease);
      const renewed = await this.options.db.write((tx) =>
        renew(tx, leases, this.end())
      );
      for (const each of all) {
        if (renewed.has(each.lease.leaseId)) {
          each.until = askedAt + this.leaseMs;
        } else each.abort.abort(new Interrupted("loss"));
      }
    } catch (error) {
      this.options.log.error("jobs.renewal_failed", error);
      for (const { until, abort } of all) {
        // Another isolate may have the job by now.
        if (performance.now() > until) abort.abort(new Interrupted("loss"));
      }
    }
  }
}
