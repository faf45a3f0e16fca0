import type { MediaPatch } from "../../media/contract.ts";
import { preferenceCookie } from "../../preferences.ts";
import type { Library } from "./library.ts";
import type { LibraryView } from "./store.ts";
import { withOpenFile } from "./place.ts";
import { followKeys } from "../kit/keys.ts";
import { isPlainClick } from "../kit/plain_click.ts";
import { withSearch } from "../kit/search_url.ts";
import { typeAhead } from "../kit/type_ahead.ts";
import { browserPlatform } from "../page/platform.ts";

/** Links that lead to other places of the library are followed here. Returns how to stop. */
export function followLibraryLinks(library: Library): () => void {
  const onClick = (event: MouseEvent) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(
      ".library a",
    );
    if (!link || event.defaultPrevented || !isPlainClick(event)) return;
    const url = new URL(link.href);
    if (url.pathname !== location.pathname || link.target !== "") return;
    event.preventDefault();
    if (url.searchParams.has("cursor")) library.loadMore();
    else library.goTo(url);
  };
  // Below the window, where a link to another page is held back without a connection.
  document.addEventListener("click", onClick);
  return () => document.removeEventListener("click", onClick);
}

/** Searches while the reader types. Returns how to stop. */
export function followLibrarySearch(
  { place }: LibraryView,
  library: Library,
): () => void {
  const input = document.querySelector<HTMLInputElement>("#search")!;
  return typeAhead(input, (q) => {
    if (q === place.value.q) return;
    library.goTo(withSearch(new URL(location.href), q));
  }, browserPlatform().after).stop;
}

/** `/` begins a search, Escape closes the file that is open. Returns how to stop. */
export function followLibraryKeys(
  { place }: LibraryView,
  library: Library,
): () => void {
  const stopSearch = followKeys({
    "/": () => document.querySelector<HTMLElement>("#search")!.focus(),
  }, (target) => target.matches("input:not([type=checkbox]), textarea"));
  const stopEscape = followKeys({
    Escape() {
      if (place.value.file !== null) {
        library.goTo(withOpenFile(new URL(location.href), null));
      }
      return false; // what else it does, such as clearing the search, it still does
    },
  }, () => false);
  return () => {
    stopSearch();
    stopEscape();
  };
}

/** Keeps the choice of layout for the next time. Returns how to stop. */
export function keepLayout({ place }: LibraryView): () => void {
  let { layout } = place.value;
  return place.subscribe((place) => {
    if (place.layout === layout) return;
    layout = place.layout;
    document.cookie = preferenceCookie("layout", layout);
  });
}

/** Leads the focus to the file that is opened, and back to where it was opened from. */
export function followOpenFile({ place }: LibraryView): () => void {
  let open = place.value.file;
  return place.subscribe(({ file }) => {
    if (file === open) return;
    const selector = file === null ? `[data-file="${open}"]` : ".file-pane";
    open = file;
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(selector)
        ?.focus({ preventScroll: true })
    );
  });
}

/** What a file's form says about it. A name that was left empty stays as it was. */
export function patchOf(form: FormData | URLSearchParams): MediaPatch {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const fileName = text("fileName");
  return {
    ...(fileName && { fileName }),
    description: text("description") || null,
    shared: form.has("shared"),
  };
}
