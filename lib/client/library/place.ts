import type { MediaType } from "../../media/contract.ts";
import { type Layout, LAYOUTS } from "../../preferences.ts";

/** What the library shows; all of it is in the page's URL. */
export interface LibraryPlace {
  /** Whose files. */
  scope: "all" | "own" | "shared";
  /** `null`: all types. */
  type: MediaType | null;
  /** What they were searched for; "" where they were not. */
  q: string;
  layout: Layout;
  /** The id of the one that is open. */
  file: number | null;
}

const SCOPES = ["all", "own", "shared"] as const;
const TYPES = ["image", "document", "audio", "video", "archive"] as const;

/** What the page at this URL shows. What is not understood is left out; no layout is `usual`. */
export function libraryPlaceOf(
  { searchParams: given }: URL,
  usual: Layout,
): LibraryPlace {
  const file = given.get("file") ?? "";
  return {
    scope: SCOPES.find((scope) => scope === given.get("scope")) ?? "all",
    type: TYPES.find((type) => type === given.get("type")) ?? null,
    q: given.get("q")?.trim() ?? "",
    layout: LAYOUTS.find((layout) => layout === given.get("view")) ?? usual,
    file: /^[1-9]\d{0,14}$/.test(file) ? Number(file) : null,
  };
}

/** Where the files of this place come from; from their start without a cursor. */
export function libraryListUrl(
  { scope, type, q }: LibraryPlace,
  { cursor, limit }: { cursor?: string; limit: number },
): string {
  const query = new URLSearchParams({ scope });
  if (type) query.set("type", type);
  if (q !== "") query.set("q", q);
  if (cursor) query.set("cursor", cursor);
  query.set("limit", String(limit));
  return `/api/media?${query}`;
}

/** The same view with another file open, or none. */
export function withOpenFile(url: URL, id: number | null): URL {
  const other = new URL(url);
  if (id === null) other.searchParams.delete("file");
  else other.searchParams.set("file", String(id));
  return other;
}

/** Whether both list the same files. */
export function listsTheSame(one: LibraryPlace, other: LibraryPlace): boolean {
  return one.scope === other.scope && one.type === other.type &&
    one.q === other.q;
}
