import { Batch } from "./batch.ts";

/** The longest that a signal waits for events to go out with. */
const HOLD_MS = 75;

/**
 * Signals on their way out. They wait, under load, to share a write with the next events; of two
 * with the same key the later goes out, once.
 */
export class HeldSignals {
  private readonly held = new Map<string, (batch: Batch) => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param load from 0 to 1: what the streams are given besides. */
  constructor(private readonly load: () => number) {}

  hold(key: string, send: (batch: Batch) => void): void {
    this.held.set(key, send);
    this.timer ??= setTimeout(
      () => this.releaseAlone(),
      this.load() === 0 ? 0 : HOLD_MS,
    );
  }

  /** Adds all that is held to what goes out now. */
  release(batch: Batch): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const send of this.held.values()) send(batch);
    this.held.clear();
  }

  private releaseAlone(): void {
    const batch = new Batch();
    this.release(batch);
    batch.flush();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.held.clear();
  }
}
