import { type ReadonlySignal, signal } from "@preact/signals";
import type { MediaFile, MediaPage } from "../../media/contract.ts";
import type { Api } from "../page/api.ts";
import { RequestError } from "../page/api.ts";

/** What the library holds, page by page, for somebody who picks from it. */
export interface LibrarySearch {
  readonly found: ReadonlySignal<Found>;
  /** From the start; of two searches the later one stands. */
  search(q: string): Promise<void>;
  /** The next page, at the end of those that are there. */
  more(): Promise<void>;
}

export interface Found {
  q: string;
  files: MediaFile[];
  state: "loading" | "loaded" | "failed";
  hasMore: boolean;
}

const PAGE = 30;

export function createLibrarySearch(api: Pick<Api, "get">): LibrarySearch {
  const found = signal<Found>({
    q: "",
    files: [],
    state: "loading",
    hasMore: false,
  });
  let cursor: string | null = null;
  let asked = 0;

  async function load(q: string, before: MediaFile[]): Promise<void> {
    const mine = ++asked;
    found.value = { ...found.value, q, state: "loading" };
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (q !== "") query.set("q", q);
    if (before.length > 0 && cursor !== null) query.set("cursor", cursor);
    try {
      const page = await api.get<MediaPage>(`/api/media?${query}`);
      if (mine !== asked) return;
      cursor = page.nextCursor;
      // Nobody can attach what is blocked.
      const added = page.items.filter(({ state }) => state !== "infected");
      const files = [...before, ...added];
      found.value = { q, files, state: "loaded", hasMore: cursor !== null };
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      if (mine !== asked) return;
      found.value = { ...found.value, files: before, state: "failed" };
    }
  }

  return {
    found,
    search: (q) => load(q.trim(), []),
    more: () => load(found.value.q, found.value.files),
  };
}
