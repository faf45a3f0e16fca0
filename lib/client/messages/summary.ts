import type { Message, MessageSummary } from "../../messages/contract.ts";
import { preview } from "../../shared/preview.ts";

/** What a list shows of a message. */
export function summarise(message: Message): MessageSummary {
  const { body, attachments: _, links: __, ...head } = message;
  return { ...head, preview: preview(body) };
}

/** Adds `summary` at its place in a list that is sorted newest first, unless it is there. */
export function insertSorted(
  list: MessageSummary[],
  summary: MessageSummary,
): MessageSummary[] {
  const index = list.findIndex((other) => !isNewer(other, summary));
  if (index < 0) return [...list, summary];
  return list[index].id === summary.id
    ? list
    : list.toSpliced(index, 0, summary);
}

/** As the server orders: by time, and by id within one instant. */
function isNewer(one: MessageSummary, other: MessageSummary): boolean {
  return one.createdAt === other.createdAt
    ? one.id > other.id
    : one.createdAt > other.createdAt;
}
