/** The kinds of topics beside the tenant's own, and what names one of each. Areas may add theirs. */
export interface TopicKinds {
  user: number;
}

/** What an event is addressed to: all of the tenant, or `user:7`. */
export type Topic = typeof TENANT | KindTopic;

type KindTopic = {
  [Kind in keyof TopicKinds]: `${Kind}:${TopicKinds[Kind]}`;
}[keyof TopicKinds];

export const TENANT = "tenant";

export function userTopic(userId: number): Topic {
  return topicOf("user", userId);
}

/** The id of the user that `topic` is, or `undefined` for any other topic. */
export function userOf(topic: Topic): number | undefined {
  const [kind, id] = topic.split(":");
  return kind === "user" ? Number(id) : undefined;
}

export function topicOf<Kind extends keyof TopicKinds>(
  kind: Kind,
  id: TopicKinds[Kind],
): Topic {
  return `${kind}:${id}`;
}
