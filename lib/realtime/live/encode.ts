import { CONTROL_EVENTS } from "./control.ts";
import type { LoggedEvent } from "../log/log.ts";
import type { EncodedEvent } from "./ring.ts";
import { encodeEvent } from "./wire.ts";

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
