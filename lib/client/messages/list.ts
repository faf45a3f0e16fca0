import { type ReadonlySignal, signal } from "@preact/signals";
import type { MessageSummaryPage } from "../../messages/contract.ts";
import type { Api } from "../page/api.ts";
import type { Attempts } from "../page/attempts.ts";
import { LARGEST_PAGE, listUrl, searchOf, withSearch } from "./mailbox_url.ts";
import type { MessageStore } from "./store.ts";
import type { Platform } from "../page/platform.ts";
import type { Mailbox } from "./view.ts";

export interface List {
  search(q: string): Promise<void>;
  loadMore(): Promise<void>;
  /** Fetches what is shown anew. Answers the position at which it was true. */
  refetch(): Promise<number>;
  readonly isLoading: ReadonlySignal<boolean>;
}

export interface ListOptions {
  platform: Platform;
  api: Api;
  store: MessageStore;
  mailbox: Mailbox;
  attempts: Attempts;
}

/** As many as the server renders. */
const FIRST_PAGE = 50;

/** Which messages the list shows: a search begins it anew, scrolling goes on with it. */
export function createList(
  { platform, api, store, mailbox, attempts }: ListOptions,
): List {
  const { q: shown, nextCursor, summaries } = mailbox;
  const isLoading = signal(false);
  let wanted = shown.value;

  async function search(q: string): Promise<void> {
    wanted = q;
    if (q === shown.value) return attempts.giveUp("search");
    await attempts.attempt("search", async () => {
      if (wanted !== q) return; // it is tried again, and the reader has gone on
      try {
        await store.fetched(fetchPage({ q, limit: FIRST_PAGE }), (page) => {
          if (wanted !== q) return;
          showSearch(q);
          replaceBy(page);
        });
      } catch (error) {
        if (wanted === q) throw error;
      }
    });
  }

  /** One entry in the history for a search, however it was typed and changed. */
  function showSearch(q: string): void {
    const url = platform.url();
    if (searchOf(url) !== q) {
      const other = withSearch(url, q);
      if (searchOf(url) === "") platform.pushUrl(other, null);
      else platform.replaceUrl(other);
    }
    shown.value = q;
  }

  function replaceBy({ items, nextCursor }: MessageSummaryPage): void {
    attempts.giveUp("loadMore");
    store.replaceList(items, nextCursor);
  }

  async function loadMore(): Promise<void> {
    const cursor = nextCursor.value;
    const q = shown.value;
    if (!cursor || isLoading.value) return;
    isLoading.value = true;
    await attempts.attempt(
      "loadMore",
      () =>
        store.fetched(fetchPage({ q, cursor, limit: LARGEST_PAGE }), (page) => {
          // The list may have been replaced meanwhile.
          if (nextCursor.value !== cursor || shown.value !== q) return;
          store.appendToList(page.items, page.nextCursor);
        }),
    ).finally(() => isLoading.value = false);
  }

  async function refetch(): Promise<number> {
    const q = shown.value;
    const limit = Math.max(FIRST_PAGE, summaries.value.length);
    const page = await store.fetched(fetchPage({ q, limit }), (page) => {
      if (shown.value === q) replaceBy(page);
    });
    return shown.value === q ? page.position : await refetch();
  }

  function fetchPage(which: Parameters<typeof listUrl>[1]) {
    return api.get<MessageSummaryPage>(listUrl(mailbox, which));
  }

  platform.on("popstate", () => search(searchOf(platform.url())));

  return { search, loadMore, refetch, isLoading };
}
