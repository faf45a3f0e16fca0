import type { Mailbox } from "./view.ts";

/** The largest page that the server gives. */
export const LARGEST_PAGE = 100;

/** Where a page of the list that `mailbox` shows comes from; from its start without a cursor. */
export function listUrl(
  { box, unreadOnly }: Pick<Mailbox, "box" | "unreadOnly">,
  { q, cursor, limit }: { q: string; cursor?: string; limit: number },
): string {
  const query = new URLSearchParams({ box });
  if (q !== "") query.set("q", q);
  if (unreadOnly) query.set("unread", "true");
  if (cursor) query.set("cursor", cursor);
  query.set("limit", String(Math.min(limit, LARGEST_PAGE)));
  return `/api/messages?${query}`;
}

/** Which message the page at this URL has open. */
export function openMessageId(url: URL): number | null {
  const text = url.searchParams.get("message") ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** What the list on the page at this URL was searched for. */
export function searchOf(url: URL): string {
  return url.searchParams.get("q") ?? "";
}

/** The same view of what this search finds, from its start. */
export function withSearch(url: URL, q: string): URL {
  const other = new URL(url);
  other.searchParams.delete("cursor");
  if (q === "") other.searchParams.delete("q");
  else other.searchParams.set("q", q);
  return other;
}

/** The same view with another message open, or none. */
export function withOpenMessage(url: URL, id: number | null): URL {
  const other = new URL(url);
  if (id === null) other.searchParams.delete("message");
  else other.searchParams.set("message", String(id));
  return other;
}
