import { entitled, type Subscriber } from "../entitled.ts";
import type { EventType } from "../event.ts";
import type { Topic } from "../topic.ts";

/**
 * Events that every isolate acts on and that no client is sent: `session:ended` closes that
 * session's streams, `user:changed` all of the user's.
 */
export const CONTROL_EVENTS: ReadonlySet<string> = new Set<EventType>([
  "session:ended",
  "user:changed",
]);

/** What a control event is about. */
export interface Control {
  sessionId?: string;
}

/** Whether `event` is a control event that ends the streams of `subscriber`. */
export function endsStreams(
  event: {
    tenantId: string;
    topics: ReadonlySet<Topic>;
    type: EventType;
    control?: Control;
  },
  subscriber: Subscriber,
): boolean {
  if (!event.control || !entitled(event, subscriber)) return false;
  return event.type !== "session:ended" ||
    event.control.sessionId === subscriber.sessionId;
}
