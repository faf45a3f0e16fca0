import type { Topic } from "./topic.ts";

/** Who a stream belongs to, and what it may carry. */
export interface Subscriber {
  tenantId: string;
  userId: number;
  sessionId: string;
  topics: ReadonlySet<Topic>;
}

/**
 * Whether `subscriber` may be told of `event`. The one place that decides, for replay, polling and
 * live delivery alike.
 */
export function entitled(
  event: { tenantId: string; topics: ReadonlySet<Topic> },
  subscriber: Subscriber,
): boolean {
  if (event.tenantId !== subscriber.tenantId) return false;
  // A subscriber has a few topics; an event may have thousands, and thousands who ask.
  for (const topic of subscriber.topics) {
    if (event.topics.has(topic)) return true;
  }
  return false;
}
