import { entitled, type Subscriber } from "../entitled.ts";
import type { HarborSignal } from "../event.ts";
import type { Topic } from "../topic.ts";
import type { Signal } from "./signal.ts";

/** Longer than any client waits between two polls. */
const KEEP_MS = 30_000;

/** How many signals are kept; beyond it, the oldest are forgotten earlier. */
const KEEP = 1_000;

/** How many sessions are remembered as answered: more than an isolate has streams. */
const KEEP_ANSWERED = 10_000;

interface Kept {
  signal: Signal;
  topics: ReadonlySet<Topic>;
  number: number;
  at: number;
}

/** The newest signal of each key, for those who poll. */
export class KeptSignals {
  private readonly kept = new Map<string, Kept>();
  private readonly answered = new Map<string, { number: number; at: number }>();
  private newest = 0;

  add(signal: Signal): void {
    // At the end, even if an earlier one of its key stood further ahead.
    this.kept.delete(signal.key);
    this.kept.set(signal.key, {
      signal,
      topics: new Set(signal.topics),
      number: ++this.newest,
      at: performance.now(),
    });
    forgetOld(this.kept, KEEP);
  }

  /** Up to which one this session has been answered. */
  answeredTo({ sessionId }: Subscriber): number {
    return this.answered.get(sessionId)?.number ?? 0;
  }

  /** The subscriber's own past `number`, oldest first. */
  after(number: number, subscriber: Subscriber): HarborSignal[] {
    forgetOld(this.kept, KEEP);
    return [...this.kept.values()]
      .filter((kept) =>
        kept.number > number &&
        entitled({ ...kept.signal, topics: kept.topics }, subscriber)
      )
      .map(({ signal: { type, data } }) => ({ type, data }) as HarborSignal);
  }

  /** The session has been given all that there is. */
  noteAnswer({ sessionId }: Subscriber): void {
    this.answered.delete(sessionId);
    const at = performance.now();
    this.answered.set(sessionId, { number: this.newest, at });
    forgetOld(this.answered, KEEP_ANSWERED);
  }
}

/** Deletes what is too old, or too much, from a map that is in order of age. */
function forgetOld(map: Map<string, { at: number }>, most: number): void {
  const before = performance.now() - KEEP_MS;
  for (const [key, { at }] of map) {
    if (at >= before && map.size <= most) return;
    map.delete(key);
  }
}
