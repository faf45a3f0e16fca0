import type { Queries } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import type { Subscriber } from "./entitled.ts";
import type { Topic } from "./topic.ts";

/** A user's coming into a topic, or going out of it: it acts on the events after its own. */
export interface TopicChange {
  topic: Topic;
  joined: boolean;
}

/** What one event changes, by user. */
export type TopicChanges = ReadonlyMap<number, TopicChange[]>;

/** A subscriber whose topics change with what is read for them: they are those at its position. */
export type Member = Subscriber & { readonly topics: Set<Topic> };

/** The topics that an area gives a user, as the snapshot `tx` has them. */
export type TopicsOf = (
  tx: Queries,
  user: { tenantId: string; userId: number },
) => Promise<Topic[]>;

/**
 * `subscriber` with the topics it had at `position`: those it has at the log's `head`, with what
 * changed between the two undone. `tx` is the snapshot with that head.
 */
export async function memberAt(
  tx: Queries,
  topicsOf: readonly TopicsOf[],
  subscriber: Subscriber,
  { position, head }: { position: number; head: number },
): Promise<Member> {
  const topics = new Set(subscriber.topics);
  for (const ofArea of topicsOf) {
    for (const topic of await ofArea(tx, subscriber)) topics.add(topic);
  }
  if (position < head) {
    undo(topics, await newestFirst(tx, subscriber, position, head));
  }
  return { ...subscriber, topics };
}

export function apply(topics: Set<Topic>, changes: TopicChange[] = []): void {
  for (const { topic, joined } of changes) {
    if (joined) topics.add(topic);
    else topics.delete(topic);
  }
}

function undo(topics: Set<Topic>, newestFirst: TopicChange[]): void {
  apply(
    topics,
    newestFirst.map(({ topic, joined }) => ({ topic, joined: !joined })),
  );
}

async function newestFirst(
  tx: Queries,
  { tenantId, userId }: Subscriber,
  after: number,
  upTo: number,
): Promise<TopicChange[]> {
  const { rows } = await tx.executeQuery(
    changesOf({ tenantId, userId, after, upTo }),
  );
  return rows.map(({ Topic, Joined }) => ({
    topic: Topic as Topic,
    joined: Joined === 1,
  }));
}

const changesOf = prepared((
  db,
  values: { tenantId: string; userId: number; after: number; upTo: number },
) =>
  db.selectFrom("TopicChanges").select(["Topic", "Joined"])
    .where("UserId", "=", values.userId)
    .where("TenantId", "=", values.tenantId)
    .where("EventId", ">", values.after)
    .where("EventId", "<=", values.upTo)
    .orderBy("EventId", "desc")
);
