import type { Pages } from "../resume/pages.ts";
import type { EventStream } from "./event_stream.ts";
import type { Ring } from "./ring.ts";

/** How long a reader may take over what was queued for it before a redaction, in milliseconds. */
const DRAIN_MS = 500;

/**
 * How long the reader of a stream that has ended is given what is queued, in milliseconds. After the
 * last stream's end the log is not followed, so that a redaction is not heard of.
 */
const ENDED_DRAIN_MS = 1_500;

/**
 * Takes back, on this isolate, what was redacted in the log. The queue of a stream cannot be
 * searched: a reader that has not drained it in time is broken off, and resumes from the log.
 */
export class Redactions {
  /** Streams that have ended, while their readers still read the queue. */
  private readonly ended = new Set<EventStream>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(
    private readonly streams: ReadonlySet<EventStream>,
    private readonly ring: Ring,
    private readonly pages: Pages,
  ) {}

  obey(about: string): void {
    this.ring.forget(about);
    this.pages.startAnew();
    const due = [...this.streams, ...this.ended]
      .filter(({ queuedBytes }) => queuedBytes > 0)
      .map((stream) => ({ stream, upTo: stream.sentBytes }));
    if (due.length === 0) return;
    this.after(DRAIN_MS, () => {
      for (const { stream, upTo } of due) {
        if (stream.drainedBytes < upTo) stream.breakOff();
      }
    });
  }

  /** A stream has ended in order, with something queued: its reader is given that, but not for ever. */
  noteEnded(stream: EventStream): void {
    this.ended.add(stream);
    this.after(ENDED_DRAIN_MS, () => {
      this.ended.delete(stream);
      if (stream.queuedBytes > 0) stream.breakOff();
    });
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.ended.clear();
  }

  private after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, ms);
    this.timers.add(timer);
  }
}
