import type { Pages } from "../resume/pages.ts";
import type { EventStream } from "./event_stream.ts";
import type { Ring } from "./ring.ts";

/** How long a reader may take over what was queued for it before a redaction, in milliseconds. */
const DRAIN_MS = 500;

/** Ended streams are looked through when there are so many, and then at each doubling. */
const MANY_ENDED = 64;

/**
 * Takes back, on this isolate, what was redacted in the log. The queue of a stream cannot be
 * searched: a reader that has not drained it in time is broken off, and resumes from the log.
 */
export class Redactions {
  /** Streams that have ended, while their readers still read the queue. */
  private ended = new Set<EventStream>();
  private many = MANY_ENDED;
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
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      for (const { stream, upTo } of due) {
        if (stream.drainedBytes < upTo) stream.breakOff();
      }
    }, DRAIN_MS);
    this.timers.add(timer);
  }

  /** A stream has ended in order: its reader is still given what is queued. */
  noteEnded(stream: EventStream): void {
    this.ended.add(stream);
    if (this.ended.size < this.many) return;
    this.ended = new Set(
      [...this.ended].filter(({ queuedBytes }) => queuedBytes > 0),
    );
    this.many = Math.max(MANY_ENDED, 2 * this.ended.size);
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.ended.clear();
  }
}
