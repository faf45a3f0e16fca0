import type { LibraryPlace } from "../../lib/client/library/place.ts";
import type { Language } from "../../lib/i18n/translate.ts";

/** The address of a place in the library: every view is a URL. */
export function libraryUrl(
  language: Language,
  { scope, type, q, layout, file, cursor }:
    & Partial<LibraryPlace>
    & { cursor?: string },
): string {
  const search = new URLSearchParams();
  if (scope && scope !== "all") search.set("scope", scope);
  if (type) search.set("type", type);
  if (q) search.set("q", q);
  if (layout) search.set("view", layout);
  if (cursor) search.set("cursor", cursor);
  if (file) search.set("file", String(file));
  const query = search.toString();
  return `/${language}/harbor/library${query && `?${query}`}`;
}
