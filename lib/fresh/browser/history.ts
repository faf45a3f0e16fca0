/**
 * As Fresh, whose code for client navigation is in every page: marks the entry that the page begins
 * with where it has no state, and reloads the page when one goes back to a marked entry.
 */
export function followHistory(): void {
  if (!history.state) {
    const mark = { fClientNav: true, index: 0, scrollX, scrollY };
    history.replaceState(mark, document.title);
  }
  addEventListener("popstate", ({ state }) => {
    if (state?.fClientNav) location.reload();
  });
}
