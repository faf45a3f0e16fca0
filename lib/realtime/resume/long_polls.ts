import type { Hub } from "../live/hub.ts";
import type { Listener } from "../live/listeners.ts";
import type { Pages } from "./pages.ts";
import type { SpineOptions } from "../options.ts";
import type { Refusal, Subscription } from "../subscription.ts";
import { seen } from "../view.ts";
import { type PolledEvents, readPolled } from "./poll.ts";

export interface PollOptions {
  /** The most events in one answer. */
  limit: number;
  /** How long to wait for the first. */
  waitMs: number;
  signal: AbortSignal;
}

/** Longer than a client waits between two polls. */
const POLLED_MS = 30_000;

/** The long polls that wait on this isolate: as many of one user as there may be streams. */
export class LongPolls {
  private readonly byUser = new Map<string, Set<Waiter>>();
  private closing = false;
  private polledAt = -Infinity;
  waiting = 0;

  constructor(
    private readonly options: SpineOptions,
    private readonly hub: Hub,
    private readonly pages: Pages,
  ) {}

  /** Whether there are clients that poll, though none may be waiting at the moment. */
  get isPolled(): boolean {
    return performance.now() - this.polledAt < POLLED_MS;
  }

  async poll(
    subscription: Subscription,
    { limit, waitMs, signal }: PollOptions,
  ): Promise<PolledEvents | Refusal> {
    this.polledAt = performance.now();
    const deadline = performance.now() + waitMs;
    const { settings } = this.options;
    const { subscriber, view } = subscription;
    const { kept } = this.hub.signals;
    // Of several polls of one session that wait side by side, each gets what comes.
    const answeredTo = kept.answeredTo(subscriber);
    for (;;) {
      const { era } = this.pages;
      const page = await readPolled(this.options, subscription, limit);
      if (!page) return { refused: "session", retryAfter: 0 };
      // It may have been read before a redaction that is known by now.
      if (era !== this.pages.era) continue;
      const { polled, isLevel, member } = page;
      const remaining = deadline - performance.now();
      const signals = kept.after(answeredTo, member)
        .flatMap((each) => seen(each, view) ?? []);
      const isWaiting = polled.events.length === 0 && signals.length === 0 &&
        polled.reset === null && remaining > 0;
      if (!isWaiting || signal.aborted || this.closing) {
        kept.noteAnswer(subscriber);
        return { ...polled, signals };
      }
      subscription = { ...subscription, position: String(polled.position) };
      // A page of other people's events: what comes after it is in the log already.
      if (!isLevel) continue;
      if (this.waiting >= settings.streamsMax) {
        return { refused: "full", retryAfter: 5 };
      }
      const waiter = new Waiter(member, polled.position);
      const siblings = this.byUser.get(userKey(waiter))?.size ?? 0;
      const most = subscription.streamsPerUser ?? settings.streamsPerUser;
      if (siblings >= most) {
        return { refused: "crowded", retryAfter: 5 };
      }
      await this.wait(waiter, remaining, signal);
    }
  }

  /** Answers all that wait, and lets nobody wait any more. */
  close(): void {
    this.closing = true;
    for (const waiters of this.byUser.values()) {
      for (const waiter of waiters) waiter.deliver();
    }
  }

  private async wait(
    waiter: Waiter,
    ms: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { hub } = this;
    const key = userKey(waiter);
    const siblings = this.byUser.get(key) ?? new Set();
    this.byUser.set(key, siblings.add(waiter));
    this.waiting++;
    hub.enter(waiter.position);
    hub.listeners.add(waiter);
    const timer = setTimeout(waiter.deliver, ms);
    signal.addEventListener("abort", waiter.deliver, { once: true });
    try {
      // The tail may have passed this position before the waiter was there to be told.
      if (hub.tail.cursor <= waiter.position) await waiter.arrived;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", waiter.deliver);
      hub.listeners.delete(waiter);
      hub.leave();
      this.waiting--;
      siblings.delete(waiter);
      if (siblings.size === 0) this.byUser.delete(key);
    }
  }
}

/** A listener that waits for a single event, and only for the fact that there is one. */
class Waiter implements Listener {
  readonly arrived: Promise<void>;
  deliver: () => void = () => {};
  /** The session may have ended: whoever waits looks for themselves. */
  obey = () => this.deliver();
  signal = () => this.deliver();

  constructor(
    readonly subscriber: Listener["subscriber"],
    public position: number,
  ) {
    this.arrived = new Promise((resolve) => this.deliver = resolve);
  }
}

function userKey({ subscriber }: Waiter): string {
  return `${subscriber.tenantId}/${subscriber.userId}`;
}
