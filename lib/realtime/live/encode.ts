import type { EventType } from "../event.ts";
import type { Topic } from "../topic.ts";
import { type Control, CONTROL_EVENTS } from "./control.ts";
import type { LoggedEvent } from "../log/log.ts";
import type { TopicChanges } from "../membership.ts";
import { encodeEvent } from "./wire.ts";

/** An event as the hub hands it on: encoded once, the same bytes for every reader. */
export interface EncodedEvent {
  id: number;
  tenantId: string;
  topics: ReadonlySet<Topic>;
  type: EventType;
  /** When it was made, in milliseconds since 1970. */
  madeAt: number;
  bytes: Uint8Array;
  /** Set for a control event. */
  control?: Control;
  /** Names the thing that it is about: `message:88`. */
  about: string | null;
  /** Who joins and leaves topics with it. */
  changes: TopicChanges | undefined;
}

/** The form in which an event is handed on: the bytes that every one of its readers gets. */
export function encode(event: LoggedEvent): EncodedEvent {
  const { id, tenantId, topics, type, data, createdAt, about, changes } = event;
  return {
    id,
    tenantId,
    topics,
    type,
    madeAt: Date.parse(createdAt),
    bytes: encodeEvent(id, type, data),
    control: CONTROL_EVENTS.has(type) ? JSON.parse(data) : undefined,
    about,
    changes,
  };
}
