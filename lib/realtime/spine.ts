import type { NewSignal } from "./event.ts";
import type { SpineMetrics } from "./live/metrics.ts";
import type { PollOptions } from "./resume/long_polls.ts";
import type { PolledEvents } from "./resume/poll.ts";
import type { SignalTransportFactory } from "./signals/transport.ts";
import type { Refusal, Subscription } from "./subscription.ts";
import type { DoorbellFactory } from "./wake/doorbell.ts";

/** The realtime spine of one isolate. It knows events and who may see them, and no domain. */
export interface Spine {
  /** Says, here and to the other isolates, that there is something up to `position`. */
  ring(position: number): void;
  /**
   * Tells something that is kept nowhere to those who read now, on every isolate: at most once, and
   * perhaps not at all. It waits for nothing.
   *
   * @throws for topics and data that are too long: 4,096 characters.
   */
  signal(signal: NewSignal): void;
  /** An open stream's body. `closed` settles when the connection itself is gone. */
  open(
    subscription: Subscription,
    closed?: Promise<void>,
  ): Promise<ReadableStream<Uint8Array> | Refusal>;
  /** The events past a position, waiting up to `waitMs` for the first. */
  poll(
    subscription: Subscription,
    options: PollOptions,
  ): Promise<PolledEvents | Refusal>;
  status(): SpineStatus;
  /** Tells every stream to go elsewhere and closes them, spread over `spreadMs`. */
  drain(spreadMs: number): Promise<void>;
  /** Starts what runs by itself: pruning, and listening to the other isolates. */
  start(
    doorbells: DoorbellFactory[],
    transports?: SignalTransportFactory[],
  ): void;
  stop(): void;
}

/** An open stream, as those who watch see it. */
export interface Connection {
  clientId: string;
  tenantId: string;
  userId: number;
  /** How long it has been open. */
  seconds: number;
  /** What waits for the reader to read it. */
  queueBytes: number;
}

/** A glimpse of this isolate's spine. */
export interface SpineStatus {
  draining: boolean;
  connections: Connection[];
  /** Connections, with those whose stream was given up while their peer has not gone. */
  sockets: number;
  /** Long polls that wait for an event. */
  longPolls: number;
  /** Streams and long polls that the next event is looked up for. */
  listeners: number;
  /** The last id that was handed to the streams; stands still while there are none. */
  cursor: number;
  metrics: SpineMetrics;
}
