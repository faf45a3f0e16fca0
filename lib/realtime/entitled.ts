import type { Subscriber, Topic } from "./spine.ts";

/**
 * Whether `subscriber` may be told of `event`. The one place that decides, for replay, polling and
 * live delivery alike.
 */
export function entitled(
  event: { tenantId: string; topics: readonly Topic[] },
  subscriber: Subscriber,
): boolean {
  return event.tenantId === subscriber.tenantId &&
    event.topics.some((topic) => subscriber.topics.has(topic));
}
