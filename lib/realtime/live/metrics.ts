import type { EndReason } from "./event_stream.ts";

/** Which bell was heard; `poll` when an event was found without any. */
export type WakeSource = "local" | "broadcast" | "kv" | "poll";

/** Upper bounds in seconds, for the time from an event's making to its delivery. */
export const LAG_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** What has happened on this isolate since its start. Counters only grow. */
export class SpineMetrics {
  eventsRead = 0;
  deliveries = 0;
  opened = 0;
  resets = 0;
  refused = 0;
  readonly wakes: Record<WakeSource, number> = {
    local: 0,
    broadcast: 0,
    kv: 0,
    poll: 0,
  };
  readonly ended: Partial<Record<EndReason, number>> = {};
  /** Deliveries by lag: one count for each bucket, and one for what was later than all. */
  readonly lags: number[] = new Array(LAG_BUCKETS.length + 1).fill(0);
  lagSum = 0;

  /** An event reached `deliveries` readers `seconds` after it was made. */
  delivered(deliveries: number, seconds: number): void {
    this.eventsRead++;
    if (deliveries === 0) return;
    this.deliveries += deliveries;
    // Two clocks may differ by more than the lag.
    const lag = Math.max(seconds, 0);
    this.lagSum += lag * deliveries;
    const bucket = LAG_BUCKETS.findIndex((bound) => lag <= bound);
    this.lags[bucket === -1 ? LAG_BUCKETS.length : bucket] += deliveries;
  }

  streamEnded(reason: EndReason): void {
    this.ended[reason] = (this.ended[reason] ?? 0) + 1;
  }
}
