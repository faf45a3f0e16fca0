import type { Mailbox } from "./view.ts";

/** Where a page of the list that `mailbox` shows comes from; from its start without a cursor. */
export function listUrl(
  { box, unreadOnly }: Pick<Mailbox, "box" | "unreadOnly">,
  { q, cursor, limit }: { q: string; cursor?: string; limit: number },
): string {
  const query = new URLSearchParams({ box });
  if (q !== "") query.set("q", q);
  if (unreadOnly) query.set("unread", "true");
  if (cursor) query.set("cursor", cursor);
  query.set("limit", String(limit));
  return `/api/messages?${query}`;
}

/** Where a message comes from; one that I have deleted has to be asked for as such. */
export function messageUrl(id: number, isDeleted: boolean): string {
  return `/api/messaging/messages/${id}${isDeleted ? "?deleted=true" : ""}`;
}

/** Which message the page at this URL has open. */
export function openMessageId(url: URL): number | null {
  const text = url.searchParams.get("message") ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** The same view with another message open, or none. */
export function withOpenMessage(url: URL, id: number | null): URL {
  const other = new URL(url);
  if (id === null) other.searchParams.delete("message");
  else other.searchParams.set("message", String(id));
  return other;
}
