import type { EventStream } from "./event_stream.ts";

/** The longest that a signal waits for events to go out with. */
const HOLD_MS = 75;

/** Signals that wait, under load, to share a write with the next events. */
export class HeldSignals {
  private held: { stream: EventStream; bytes: Uint8Array }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  hold(stream: EventStream, bytes: Uint8Array): void {
    this.held.push({ stream, bytes });
    this.timer ??= setTimeout(() => this.release(), HOLD_MS);
  }

  release(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const { stream, bytes } of this.held) stream.send(bytes);
    this.held = [];
  }

  stop(): void {
    clearTimeout(this.timer);
    this.held = [];
  }
}
