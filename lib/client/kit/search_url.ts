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
