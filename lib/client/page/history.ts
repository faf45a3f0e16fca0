/**
 * Fresh marks the entry that a page begins with, and reloads the page when its reader goes back to
 * it. This page keeps its history itself: a reload would cut off its requests and, without a
 * connection, end on the browser's error page.
 */
export function unmarkEntry(): void {
  if (history.state?.fClientNav) history.replaceState(null, "");
}

/** Makes an entry with `state`; the one before it is unmarked, however early this is. */
export function pushEntry(url: URL, state: unknown): void {
  unmarkEntry();
  history.pushState(state, "", url);
}
