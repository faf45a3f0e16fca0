/** The longest that a signal waits for events to go out with. */
const HOLD_MS = 75;

/**
 * Signals on their way out. They wait, under load, to share a write with the next events; of two
 * with the same key the later goes out, once.
 */
export class HeldSignals {
  private readonly held = new Map<string, () => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param load from 0 to 1: what the streams are given besides. */
  constructor(private readonly load: () => number) {}

  hold(key: string, send: () => void): void {
    this.held.set(key, send);
    this.timer ??= setTimeout(
      () => this.release(),
      this.load() === 0 ? 0 : HOLD_MS,
    );
  }

  release(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const send of this.held.values()) send();
    this.held.clear();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.held.clear();
  }
}
