import type { Queries } from "../db/database.ts";

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
