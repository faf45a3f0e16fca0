import type { Database, Queries } from "../db/database.ts";
import type { Log } from "../log.ts";
import type { SpineMetrics, WakeSource } from "./live/metrics.ts";
import type { PollOptions } from "./resume/long_polls.ts";
import type { PolledEvents } from "./resume/poll.ts";

/** What an event is addressed to: `tenant`, `user:7`, later `channel:3`. */
export type Topic = string;

/** An event as a domain hands it to `record`; the log gives it its id. */
export interface NewEvent {
  tenantId: string;
  type: string;
  topics: Topic[];
  /** What it is about, beside the payload in the envelope's `data`: `{ messageId: 88 }`. */
  about: Record<string, unknown>;
  payload: unknown;
}

/** Notes an event in the transaction that is under way; see `commit`. */
export type RecordEvent = (event: NewEvent) => void;

/** Who a stream belongs to, and what it may carry. */
export interface Subscriber {
  tenantId: string;
  userId: number;
  sessionId: string;
  topics: ReadonlySet<Topic>;
}

/**
 * A value for each user that follows from events but is not itself logged, such as an unread
 * count. After an event of a type in `after`, the isolate computes it for the users concerned
 * that have a stream here, and sends each their own.
 */
export interface DerivedSignal {
  type: string;
  after: string[];
  /** Absolute values, for many users in one query, on the snapshot `tx`. */
  compute(
    tx: Queries,
    tenantId: string,
    userIds: number[],
  ): Promise<Map<number, object>>;
  /** What of the value goes into the `connected` event. */
  inConnected?(value: object): Record<string, unknown>;
}

export interface SpineSettings {
  retentionHours: number;
  replayMax: number;
  pollSeconds: number;
  flushWindowMs: number;
  heartbeatSeconds: number;
  streamMaxSeconds: number;
  streamQueueBytes: number;
  streamsPerUser: number;
  streamsMax: number;
}

export interface SpineOptions {
  db: Database;
  log: Log;
  settings: SpineSettings;
  derived: DerivedSignal[];
}

/** Who asks for events, from where on. */
export interface Subscription {
  subscriber: Subscriber;
  /** The position the client names, as it came; `null` when it names none: from now on. */
  position: string | null;
  /**
   * Whether the session still lives, asked on the snapshot that the stream starts from: a session
   * that ends later shows as an event past that snapshot, so none can slip between.
   */
  isAlive(tx: Queries): Promise<boolean>;
  sessionExpiresAt: Date;
  /** This subscriber's own limit; absent: the settings'. */
  streamsPerUser?: number;
}

/** What a stream could not be opened for; `retryAfter` in seconds. */
export type Refusal = {
  refused: "session" | "full" | "crowded" | "draining";
  retryAfter: number;
};

/** The realtime spine of one isolate. It knows events and who may see them, and no domain. */
export interface Spine {
  /** Says, here and to the other isolates, that there is something up to `position`. */
  ring(position: number): void;
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
  /** Starts what runs by itself: pruning, and listening to the other isolates' doorbells. */
  start(doorbells: DoorbellFactory[]): void;
  stop(): void;
}

/** Rings on other isolates; `answer` is called with its source when another isolate rings. */
export interface Doorbell {
  ring(position: number): void;
  close(): void;
}
export type DoorbellFactory = (
  answer: (position: number, source: WakeSource) => void,
) => Doorbell;

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
