/** Up to this many deliveries a second, nothing is gathered. */
const QUIET_RATE = 2_000;

/** From this many on, events are gathered for the longest time. */
const BUSY_RATE = 40_000;

/**
 * How long the tail waits between two reads, so that under load several events leave in one write
 * to each reader's socket: on some machines a write costs more than all the rest. Nothing while it
 * is quiet; an event that comes after a pause never waits.
 */
export class FlushWindow {
  private rate = 0;
  private notedAt = 0;

  constructor(private readonly maxMs: number) {}

  /** `deliveries` were made at `now` (milliseconds, monotonic). */
  note(deliveries: number, now: number): void {
    const seconds = Math.max((now - this.notedAt) / 1000, 0.001);
    // A mean over about the last second.
    const weight = 1 - Math.exp(-seconds);
    this.rate += weight * (deliveries / seconds - this.rate);
    this.notedAt = now;
  }

  /** From 0, quiet, to 1, as busy as it is planned for. */
  get load(): number {
    const load = (this.rate - QUIET_RATE) / (BUSY_RATE - QUIET_RATE);
    return Math.min(Math.max(load, 0), 1);
  }

  /** In milliseconds. */
  get length(): number {
    return this.maxMs * this.load;
  }
}
