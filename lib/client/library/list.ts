import type { MediaPage } from "../../media/contract.ts";
import type { LibraryParts } from "./library.ts";
import { libraryListUrl, listsTheSame } from "./place.ts";
import { LARGEST_PAGE } from "../messages/mailbox_url.ts";

/** The list of files: its first page, and those that follow. */
export interface LibraryList {
  /** What the place wants to be listed, from its start. */
  load(): Promise<void>;
  loadMore(): Promise<void>;
  /** As many as are shown, once more. Answers the position of the list. */
  refetch(): Promise<number>;
}

/** As many as the server renders. */
const FIRST_PAGE = 50;

export function createLibraryList(
  { library, store, api, attempts, loading }: LibraryParts,
): LibraryList {
  const { place, files, nextCursor } = library;

  async function load(): Promise<void> {
    const wanted = place.value;
    const isWanted = () => listsTheSame(wanted, place.value);
    loading.value = { ...loading.value, list: true };
    await attempts.attempt("list", async () => {
      if (!isWanted()) return; // it is tried again, and the reader has gone on
      try {
        await fetchFirst(FIRST_PAGE);
      } catch (error) {
        if (isWanted()) throw error;
      }
    });
    if (isWanted()) loading.value = { ...loading.value, list: false };
  }

  /** What is wanted by the time of the answer is shown. Answers the position of the list. */
  async function fetchFirst(limit: number): Promise<number> {
    const wanted = place.value;
    const request = api.get<MediaPage>(libraryListUrl(wanted, { limit }));
    const { position } = await store.fetched(request, (page) => {
      if (!listsTheSame(wanted, place.value)) return;
      attempts.giveUp("more");
      files.value = page.items;
      nextCursor.value = page.nextCursor;
    });
    return position;
  }

  async function loadMore(): Promise<void> {
    const cursor = nextCursor.value;
    const wanted = place.value;
    if (!cursor || loading.value.more) return;
    loading.value = { ...loading.value, more: true };
    const url = libraryListUrl(wanted, { cursor, limit: LARGEST_PAGE });
    await attempts.attempt(
      "more",
      () =>
        store.fetched(api.get<MediaPage>(url), (page) => {
          // The list may have been replaced meanwhile.
          if (nextCursor.value !== cursor) return;
          const known = new Set(files.value.map(({ id }) => id));
          const added = page.items.filter(({ id }) => !known.has(id));
          files.value = [...files.value, ...added];
          nextCursor.value = page.nextCursor;
        }),
    );
    loading.value = { ...loading.value, more: false };
  }

  return {
    load,
    loadMore,
    refetch: () => fetchFirst(Math.max(FIRST_PAGE, files.value.length)),
  };
}
