import type { EncodedEvent } from "./encode.ts";

/**
 * The newest events, encoded, so that a herd of reconnects costs copies in memory and no queries.
 * It is one unbroken stretch of the log: every event past `from`, up to the tail's cursor.
 */
export class Ring {
  private events: EncodedEvent[] = [];
  private bytes = 0;

  constructor(private readonly maxBytes: number, private from = 0) {}

  push(event: EncodedEvent): void {
    this.events.push(event);
    this.bytes += event.bytes.byteLength;
    if (this.bytes > this.maxBytes) this.shrink();
  }

  /** Forgets all, and begins anew at `cursor`. */
  restart(cursor: number): void {
    this.events = [];
    this.bytes = 0;
    this.from = cursor;
  }

  /** Forgets what it has about a thing, with all that is older. */
  forget(about: string): void {
    const newest = this.events.findLastIndex((event) => event.about === about);
    if (newest === -1) return;
    const forgotten = this.events.splice(0, newest + 1);
    for (const { bytes } of forgotten) this.bytes -= bytes.byteLength;
    this.from = forgotten[newest].id;
  }

  /** The next events past `position`, or `undefined` when the ring does not reach back that far. */
  after(position: number, limit: number): EncodedEvent[] | undefined {
    if (position < this.from) return undefined;
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle].id <= position) low = middle + 1;
      else high = middle;
    }
    return this.events.slice(low, low + limit);
  }

  /** Drops the older half at a time: dropping one by one would move the array at every event. */
  private shrink(): void {
    let keep = 0;
    while (keep < this.events.length && this.bytes > this.maxBytes / 2) {
      this.bytes -= this.events[keep].bytes.byteLength;
      this.from = this.events[keep].id;
      keep++;
    }
    this.events = this.events.slice(keep);
  }
}
