import type { EventType } from "../event.ts";
import type { Topic } from "../topic.ts";
import { type Control, CONTROL_EVENTS } from "./control.ts";
import type { LoggedEvent } from "../log/log.ts";
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
}

/** The form in which an event is handed on: the bytes that every one of its readers gets. */
export function encode(event: LoggedEvent): EncodedEvent {
  const { id, tenantId, topics, type, data, createdAt } = event;
  return {
    id,
    tenantId,
    topics,
    type,
    madeAt: Date.parse(createdAt),
    bytes: encodeEvent(id, type, data),
    control: CONTROL_EVENTS.has(type) ? JSON.parse(data) : undefined,
  };
}
