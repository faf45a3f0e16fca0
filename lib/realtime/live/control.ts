import { entitled, type Subscriber } from "../entitled.ts";
import type { EventType } from "../event.ts";
import type { Topic } from "../topic.ts";

/** Events that the isolates act on, and that no client is sent. */
export const CONTROL_EVENTS: ReadonlySet<string> = new Set<EventType>([
  "session:ended",
  "user:changed",
  "user:joined",
  "tenant:deactivated",
  "log:redacted",
]);

/** What a control event is about. */
export interface Control {
  sessionId?: string;
}

/**
 * Whether `event` ends the streams of `subscriber`: `session:ended` those of that session,
 * `user:changed` all of the user's, `tenant:deactivated` all of the tenant's.
 */
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
  return event.type === "user:changed" ||
    event.type === "tenant:deactivated" ||
    event.type === "session:ended" &&
      event.control.sessionId === subscriber.sessionId;
}
