import type { Arrivals, LoggedEvent, Signalled } from "./arrivals.ts";
import { backoff } from "./backoff.ts";
import type { Diagnostics } from "./diagnostics.ts";
import type { Platform } from "../page/platform.ts";

export interface EventQueueOptions {
  platform: Platform;
  diagnostics: Diagnostics;
  /** Where the page stands, as it was rendered. */
  position: number;
  /** Gets what has come since the last frame, in order and each event once. */
  apply(arrived: (LoggedEvent | Signalled)[]): void;
  /**
   * Fetches anew all that the page shows, and answers the position at which it was true. It
   * may fail; then it is called again after a while.
   */
  refetch(): Promise<number>;
}

/**
 * Takes in what a connection, or several, receive: every event once, by its id, and applied in
 * batches, one a frame, so that a burst costs one drawing.
 */
export function createEventQueue(options: EventQueueOptions): Arrivals {
  const { platform, diagnostics, apply } = options;
  let { position } = options;
  let waiting: (LoggedEvent | Signalled)[] = [];
  let isScheduled = false;
  let isRefetching = false;
  /** Counts the resets, to notice one that comes while the page refetches for another. */
  let resets = 0;

  function add(arrived: LoggedEvent | Signalled): void {
    waiting.push(arrived);
    schedule();
  }

  function schedule(): void {
    if (isScheduled || isRefetching || waiting.length === 0) return;
    isScheduled = true;
    platform.nextFrame(flush);
  }

  function flush(): void {
    isScheduled = false;
    if (isRefetching) return;
    const batch = waiting;
    waiting = [];
    apply(batch);
  }

  /** What comes meanwhile waits; events that the refetched page already shows are dropped. */
  async function refetch(): Promise<void> {
    isRefetching = true;
    for (let attempt = 0;; attempt++) {
      const before = resets;
      try {
        const shown = await options.refetch();
        if (resets !== before) continue;
        waiting = waiting.filter((one) => !("id" in one) || one.id > shown);
        position = Math.max(position, shown);
        break;
      } catch (error) {
        diagnostics.trace("refetch failed", error);
        const pause = backoff(attempt, platform.random);
        await new Promise<void>((resolve) => platform.after(pause, resolve));
      }
    }
    isRefetching = false;
    schedule();
  }

  return {
    get position() {
      return position;
    },
    event(event) {
      if (event.id <= position) return;
      position = event.id;
      diagnostics.counts.events++;
      add(event);
    },
    signal: add,
    passed(to) {
      position = Math.max(position, to);
    },
    reset(to) {
      diagnostics.counts.resets++;
      resets++;
      // The log of a restored database is shorter, and what its former life counted is not true.
      const isRestored = to < position;
      position = to;
      waiting = isRestored ? [] : waiting.filter((one) => !("id" in one));
      if (!isRefetching) refetch();
    },
  };
}
