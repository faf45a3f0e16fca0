/** Up to this many deliveries a second, nothing is gathered. */
const QUIET_RATE = 2_000;

/** From this many on, events are gathered for the longest time. */
const BUSY_RATE = 40_000;

/** How late an event may be at its last reader, in milliseconds: it waits, and then for two flushes. */
const LATEST_MS = 50;

/** How much of a flush counts towards the mean of those before. */
const WEIGHT = 0.2;

/** Of a flush: how many deliveries it made, and from when to when, in monotonic milliseconds. */
export interface Flush {
  deliveries: number;
  startedAt: number;
  endedAt: number;
}

/**
 * How long the tail waits between two reads, so that under load several events leave in one write
 * to each reader's socket: on some machines a write costs more than all the rest. Nothing while it
 * is quiet; an event that comes after a pause never waits. Waiting has its price: what has waited
 * still has to go out, maybe after a flush that is under way. So the window is shorter where
 * flushes take long; but never as short as they are, or those who send would get less than half of
 * the event loop.
 */
export class FlushWindow {
  private rate = 0;
  private notedAt = 0;
  /** What a flush takes, in milliseconds. */
  private cost = 0;

  /** @param maxMs the longest window that costs no reader too much; 0 for none at all. */
  constructor(private readonly maxMs: number) {}

  note({ deliveries, startedAt, endedAt }: Flush): void {
    const seconds = Math.max((endedAt - this.notedAt) / 1000, 0.001);
    // A mean over about the last second.
    const weight = 1 - Math.exp(-seconds);
    this.rate += weight * (deliveries / seconds - this.rate);
    this.cost += WEIGHT * (endedAt - startedAt - this.cost);
    this.notedAt = endedAt;
  }

  /** From 0, quiet, to 1, as busy as it is planned for. */
  get load(): number {
    const load = (this.rate - QUIET_RATE) / (BUSY_RATE - QUIET_RATE);
    return Math.min(Math.max(load, 0), 1);
  }

  /** In milliseconds. */
  get length(): number {
    if (this.maxMs === 0) return 0;
    const inTime = Math.min(this.maxMs, LATEST_MS - 2 * this.cost);
    return this.load * Math.max(inTime, this.cost);
  }
}
