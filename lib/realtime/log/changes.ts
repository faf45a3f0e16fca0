import type { NewEvent } from "../event.ts";
import type { TopicChange, TopicChanges } from "../membership.ts";
import type { Topic } from "../topic.ts";

/** User, topic, and whether it is joined: as JSON in `Events.Changes`, from which a trigger reads. */
type Written = [userId: number, topic: Topic, joined: 0 | 1];

/** The joins and leaves of an event, as the log keeps them; `null` for one without any. */
export function writeChanges(
  { joins = [], leaves = [] }: Pick<NewEvent, "joins" | "leaves">,
): string | null {
  if (joins.length + leaves.length === 0) return null;
  const written: Written[] = [
    ...joins.map(({ userId, topic }): Written => [userId, topic, 1]),
    ...leaves.map(({ userId, topic }): Written => [userId, topic, 0]),
  ];
  return JSON.stringify(written);
}

export function readChanges(json: string | null): TopicChanges | undefined {
  if (json === null) return undefined;
  const changes = new Map<number, TopicChange[]>();
  for (const [userId, topic, joined] of JSON.parse(json) as Written[]) {
    const change = { topic, joined: joined === 1 };
    const own = changes.get(userId);
    if (own) own.push(change);
    else changes.set(userId, [change]);
  }
  return changes;
}
