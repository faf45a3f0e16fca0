import { setImmediate } from "node:timers";
import type { Database } from "../../db/database.ts";
import type { Log } from "../../log.ts";
import { encode } from "./encode.ts";
import { FlushWindow } from "./flush_window.ts";
import { readAfter } from "../log/log.ts";
import type { SpineMetrics, WakeSource } from "./metrics.ts";
import type { EncodedEvent } from "./encode.ts";
import { Ring } from "./ring.ts";

const BATCH = 500;

/** How much is kept, encoded, for those who come back. */
const RING_BYTES = 16 * 1_048_576;

/** A wake can be faster than the row is on a replica: look again after these pauses. */
const LOOK_AGAIN_MS = [5, 10, 20, 40, 80, 160];

/**
 * The isolate's one reader of the log. Woken, it reads what is past its cursor, of all tenants,
 * and hands each event, encoded once, to `deliver`. It sleeps while nobody listens.
 */
export class Tail {
  readonly ring = new Ring(RING_BYTES);
  cursor = 0;
  active = false;
  /** The highest position that a wake has told of. */
  private told = 0;
  private reading = false;
  private readAgain = false;
  private looks = 0;
  private readonly window: FlushWindow;
  private readAt = 0;
  private paceTimer: ReturnType<typeof setTimeout> | undefined;
  private lookTimer: ReturnType<typeof setTimeout> | undefined;
  private pollTimer: ReturnType<typeof setInterval> | undefined;
  /** Which activation a read belongs to: one that outlives its own must not deliver. */
  private era = 0;

  constructor(
    private readonly db: Database,
    private readonly log: Log,
    private readonly metrics: SpineMetrics,
    private readonly pollMs: number,
    flushWindowMs: number,
    /** Tells how many deliveries it made. */
    private readonly deliver: (events: EncodedEvent[]) => number,
  ) {
    this.window = new FlushWindow(flushWindowMs);
  }

  /** Goes on from `position`, which the caller has just read as the log's head. */
  activate(position: number): void {
    this.active = true;
    this.era++;
    this.cursor = position;
    this.ring.restart(position);
    // Wakes can be lost on any doorbell; the poll closes that gap.
    this.pollTimer = setInterval(() => this.read(), this.pollMs);
    if (this.told > position) this.read();
  }

  pause(): void {
    this.active = false;
    this.era++;
    this.ring.restart(this.cursor);
    clearInterval(this.pollTimer);
    clearTimeout(this.lookTimer);
    clearTimeout(this.paceTimer);
    this.lookTimer = this.paceTimer = undefined;
  }

  /** From 0, quiet, to 1; above 0, events are gathered before they go out. */
  get load(): number {
    return this.window.load;
  }

  /** There is something up to `position`. */
  wake(position: number, source: WakeSource): void {
    // Another bell's echo. Less than was told is news, though: the bell may have promised too much.
    if (position === this.told) return;
    if (position > this.told) {
      this.metrics.wakes[source]++;
      this.told = position;
      this.looks = 0;
    }
    if (this.active && position > this.cursor) this.read();
  }

  /** Reads once the flush window has passed; calls that come meanwhile collapse into one. */
  private read(): void {
    if (this.reading || this.paceTimer !== undefined) {
      this.readAgain = true;
      return;
    }
    const wait = this.readAt + this.window.length - performance.now();
    if (wait <= 0) {
      this.readAll();
      return;
    }
    this.paceTimer = setTimeout(() => {
      this.paceTimer = undefined;
      this.readAll();
    }, wait);
  }

  private async readAll(): Promise<void> {
    this.reading = true;
    this.readAgain = false;
    try {
      while (this.active && await this.readBatch() === BATCH);
    } catch (error) {
      this.log.error("tail.read_failed", error, { cursor: this.cursor });
    } finally {
      this.reading = false;
      this.readAt = performance.now();
    }
    if (this.readAgain && this.active) this.read();
    else this.lookAgainForWhatWasTold();
  }

  /** How many events there were. */
  private async readBatch(): Promise<number> {
    const era = this.era;
    const rows = await readAfter(this.db.query, this.cursor, BATCH);
    if (era !== this.era || rows.length === 0) return 0;
    if (rows[rows.length - 1].id > this.told) this.metrics.wakes.poll++;
    const events = rows.map(encode);
    for (const event of events) this.ring.push(event);
    this.cursor = events[events.length - 1].id;
    await this.flush(events);
    return rows.length;
  }

  /** The runtime writes to the sockets once this has given way: only then is it known what it took. */
  private async flush(events: EncodedEvent[]): Promise<void> {
    const startedAt = performance.now();
    const deliveries = this.deliver(events);
    await new Promise((resolve) => setImmediate(resolve));
    this.window.note({ deliveries, startedAt, endedAt: performance.now() });
  }

  private lookAgainForWhatWasTold(): void {
    if (
      !this.active || this.told <= this.cursor || this.lookTimer !== undefined
    ) return;
    const pause = LOOK_AGAIN_MS[this.looks++];
    if (pause === undefined) return; // the poll will find it
    this.lookTimer = setTimeout(() => {
      this.lookTimer = undefined;
      this.read();
    }, pause);
  }
}
