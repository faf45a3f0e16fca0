import type { Topic } from "./topic.ts";

/**
 * Every type of event in the log, with what it is about and what it tells. An area adds its own in
 * its `events.ts`, by declaration merging, so that a misspelt type, subject or payload does not
 * compile and the spine still knows no area:
 *
 *     declare module "../realtime/event.ts" {
 *       interface EventTypes {
 *         "message:read": { about: { messageId: number }; payload: ReadMark };
 *       }
 *     }
 */
export interface EventTypes {
  /** Ends the streams of one session. No client is sent it. */
  "session:ended": { about: { sessionId: string }; payload: Empty };
  /** Ends all streams of a user. No client is sent it. */
  "user:changed": { about: { userId: number }; payload: Empty };
  /** Ends all streams of a tenant. No client is sent it. */
  "tenant:deactivated": { about: Empty; payload: Empty };
  /** From here on a user belongs to the tenant. No client is sent it. */
  "user:joined": { about: { userId: number }; payload: Empty };
  /**
   * What earlier events about a thing told was replaced in the log, by type, and every isolate
   * takes back what it has of them: see `redact`. No client is sent it.
   */
  "log:redacted": { about: object; payload: Record<string, unknown> };
}

/**
 * Every value that follows from events and is itself not logged, such as an unread count, by type.
 * Areas add theirs as they do to `EventTypes`.
 */
// deno-lint-ignore no-empty-interface -- areas fill it
export interface DerivedTypes {}

/**
 * Everything that is told as it happens and kept nowhere, such as who is writing, with its data, by
 * type. Areas add theirs as they do to `EventTypes`.
 */
// deno-lint-ignore no-empty-interface -- areas fill it
export interface SignalTypes {}

export type Empty = Record<never, never>;

export type EventType = keyof EventTypes;
export type DerivedType = keyof DerivedTypes;
export type SignalType = keyof SignalTypes;

/** An event as a domain hands it to `record`; the log gives it its id. */
export type NewEvent<Type extends EventType = EventType> = {
  [Each in Type]: {
    tenantId: string;
    type: Each;
    topics: Topic[];
    /**
     * What it is about, beside the payload in the envelope's `data`: `{ messageId: 88 }`. By the
     * first of these ids the log finds the event again when it has to be redacted.
     */
    about: EventTypes[Each]["about"];
    payload: EventTypes[Each]["payload"];
    /** The envelope's timestamp, ISO 8601; absent: when the transaction began. */
    timestamp?: string;
    /**
     * Who comes into topics, and who goes out, with the next event: only what is true of them after
     * this one and was not before. No user may come and go at once.
     */
    joins?: Membership[];
    leaves?: Membership[];
  };
}[Type];

export interface Membership {
  userId: number;
  topic: Topic;
}

/** Notes an event in the transaction that is under way; see `commit`. */
export type RecordEvent = (event: NewEvent) => void;

/** A signal as a domain hands it to the spine. */
export type NewSignal<Type extends SignalType = SignalType> = {
  [Each in Type]: {
    tenantId: string;
    type: Each;
    topics: Topic[];
    data: SignalTypes[Each];
    /** Of two in a tenant with the same type and key, the later stands for both. */
    key?: string;
  };
}[Type];

/** An event of the log, as `{"type", "data"}` on the wire. */
export type HarborEvent<Type extends EventType = EventType> = {
  [Each in Type]: {
    type: Each;
    data: EventTypes[Each]["about"] & Told<EventTypes[Each]["payload"]> & {
      /** The payload was too long for an event and is cut: ask for the whole. */
      truncated?: true;
    };
  };
}[Type];

/** A derived value, as `{"type", "data"}` on the wire; of two, the one of the later position holds. */
export type HarborValue<Type extends DerivedType = DerivedType> = {
  [Each in Type]: {
    type: Each;
    data: Told<DerivedTypes[Each] & { position: number }>;
  };
}[Type];

/** A signal, on the wire. */
export type HarborSignal<Type extends SignalType = SignalType> = {
  [Each in Type]: { type: Each; data: SignalTypes[Each] };
}[Type];

interface Told<Payload> {
  tenantId: string;
  /** ISO 8601. */
  timestamp: string;
  payload: Payload;
}
