import type { Span } from "@opentelemetry/api";
import type { Batch, Due, Receiver } from "./batch.ts";
import { endsStreams } from "./control.ts";
import type { Listener } from "./listeners.ts";
import type { EncodedEvent } from "./encode.ts";
import type { Lens, Piece } from "./lens.ts";
import type { Member } from "../membership.ts";
import { encodeSignal } from "./wire.ts";

/** Why a stream ended, for the log and the metrics. */
export type EndReason =
  | "client"
  | "lifetime"
  | "session"
  | "replaced"
  | "slow"
  | "pruned"
  | "redacted"
  | "draining"
  | "error";

/** Nothing is wanted of itself: what waits in the queue is counted below none. */
const IN_BYTES = new ByteLengthQueuingStrategy({ highWaterMark: 0 });

/**
 * One open stream: a small object around the controller of its response's body. What is due for
 * the reader waits in that body's queue, which is capped in bytes.
 */
export class EventStream implements Listener, Receiver {
  readonly clientId = crypto.randomUUID();
  readonly openedAt = performance.now();
  ended: EndReason | undefined;
  /** In the hub, and level with the log; before that it replays. */
  live = false;
  /** It had something to catch up with before it went live. */
  replayed = false;
  nextPingAt = 0;
  /** What the batch under way will send. */
  due: Due | undefined;
  warnedOfExpiry = false;
  span: Span | undefined;
  /** All that was ever queued. */
  sentBytes = 0;
  private controller!: ReadableStreamDefaultController<Uint8Array>;

  constructor(
    readonly subscriber: Member,
    public position: number,
    /** The log's head when the stream was opened: what is older was settled by then. */
    readonly head: number,
    /** On the clock of `performance.now()`. */
    readonly endsAt: number,
    readonly sessionExpiresAt: number,
    /** The most that waits for the reader, in bytes; `Infinity` for no bound. */
    private readonly queueBytes: number,
    private readonly onEnd: (stream: EventStream, reason: EndReason) => void,
    /** Absent: it carries all that its reader is entitled to, in the areas' own words. */
    readonly lens?: Lens,
  ) {}

  /**
   * The response's body. It begins with `first`; `replay`, when given, is asked for more whenever
   * the reader has drained what was queued, until it answers that the stream is level.
   */
  body(
    first: Uint8Array[],
    replay?: () => Promise<"more" | "level">,
  ): ReadableStream<Uint8Array> {
    this.replayed = replay !== undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.controller = controller;
      },
      pull: replay ? () => this.pull(replay) : never,
      cancel: () => this.ending("client"),
    }, IN_BYTES);
    // Not in `start`, which would keep these bytes for as long as the stream lives.
    for (const bytes of first) this.enqueue(bytes);
    return body;
  }

  /** Once level, events are pushed: a pull that settled would be followed by one for each of them. */
  private async pull(replay: () => Promise<"more" | "level">): Promise<void> {
    try {
      if (await replay() === "more") return;
    } catch (error) {
      this.fail("error", error);
      return;
    }
    await never();
  }

  deliver(event: EncodedEvent, batch: Batch): void {
    const shown = this.show(event);
    if (shown) batch.add(this, shown);
  }

  /** As this stream sends it; `undefined` where its view leaves it out. */
  show<One extends Piece>(piece: One): One | undefined {
    return this.lens ? this.lens.show(piece) : piece;
  }

  obey(event: EncodedEvent): void {
    if (this.isEndedBy(event)) this.end("session");
  }

  /** Whether a control event ends this stream: one past the snapshot that it was allowed on. */
  isEndedBy(event: EncodedEvent): boolean {
    return event.id > this.head && endsStreams(event, this.subscriber);
  }

  /** What waits for the reader to read it. */
  get queuedBytes(): number {
    // What is wanted: as many bytes less than none as are queued; `null` after a failure.
    return -(this.controller.desiredSize ?? 0);
  }

  get drainedBytes(): number {
    return this.sentBytes - this.queuedBytes;
  }

  /** How many bytes more fit into the queue; an empty queue takes anything. */
  get room(): number {
    const queued = this.queuedBytes;
    return queued === 0 ? Infinity : this.queueBytes - queued;
  }

  /** Queues `bytes`. A reader that has not drained enough to make room is given up: it resumes. */
  send(bytes: Uint8Array): void {
    if (this.ended) return;
    if (bytes.byteLength <= this.room) this.enqueue(bytes);
    else this.fail("slow");
  }

  /** Queues a signal; a slow reader goes without, so that there is room for events. */
  signal(signal: Piece, batch: Batch): void {
    const shown = this.show(signal);
    if (this.ended || !shown) return;
    const size = this.queuedBytes + (this.due?.size ?? 0) +
      shown.bytes.byteLength;
    if (size <= this.queueBytes / 2) batch.add(this, shown);
  }

  /** Ends the stream in order: what is queued still goes out, and `last` after it. */
  end(reason: EndReason, last?: Uint8Array): void {
    if (this.ended) return;
    if (last) this.enqueue(last);
    if (this.ended) return;
    this.ending(reason);
    try {
      this.controller.close();
    } catch {
      // The runtime has closed it, as below.
    }
  }

  /** Breaks the stream off: `close()` would keep the queue of a reader that does not read. */
  fail(reason: EndReason, error?: unknown): void {
    if (this.ended) return;
    this.ending(reason);
    this.controller.error(error ?? new Error(`Event stream ended: ${reason}`));
  }

  /** Takes back what is queued, even after the end: it has to be read from the log again. */
  breakOff(): void {
    this.fail("redacted");
    this.controller.error(new Error("Event stream ended: redacted"));
  }

  /** The runtime closes some whose client went before the answer, and cancels nothing. */
  private enqueue(bytes: Uint8Array): void {
    try {
      this.controller.enqueue(bytes);
      this.sentBytes += bytes.byteLength;
    } catch {
      this.ending("client");
    }
  }

  private ending(reason: EndReason): void {
    if (this.ended) return;
    this.ended = reason;
    this.onEnd(this, reason);
  }
}

function never(): Promise<void> {
  return new Promise(() => {});
}

/** Tells a window that a newer one took its place; ours does not come back until it is looked at. */
export const REPLACED = encodeSignal("replaced", {}, 60_000);
