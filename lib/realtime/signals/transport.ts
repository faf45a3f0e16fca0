import type { Signal } from "./signal.ts";

/** Carries signals to other isolates, and brings theirs. Some may be lost on the way. */
export interface SignalTransport {
  /** Never waits, and never throws. */
  send(signal: Signal): void;
  /** Somebody has come who reads on this isolate. */
  follow(): void;
  close(): void;
}

export type SignalTransportFactory = (isolate: {
  /** Called with a signal of another isolate. */
  arrived(signal: Signal): void;
  /** Whether anybody reads on this isolate. */
  isRead(): boolean;
}) => SignalTransport;
