import type {
  MessageSummary,
  MessageSummaryPage,
} from "../../messages/contract.ts";
import type { LiveAnswers } from "../kit/live_answers.ts";
import {
  createLiveList,
  type ListAction,
  type LiveList,
} from "../kit/live_list.ts";
import { searchOf, withSearch } from "../kit/search_url.ts";
import type { Api } from "../page/api.ts";
import type { Attempts } from "../page/attempts.ts";
import type { Platform } from "../page/platform.ts";
import { listUrl } from "./mailbox_url.ts";
import type { MessageStore } from "./store.ts";
import type { Mailbox } from "./view.ts";

export interface MessageList
  extends Pick<LiveList<string>, "more" | "refetch" | "isLoadingMore"> {
  search(q: string): Promise<void>;
}

export interface MessageListOptions {
  platform: Pick<Platform, "url" | "pushUrl" | "replaceUrl" | "on">;
  api: Pick<Api, "get">;
  fetched: LiveAnswers["fetched"];
  attempts: Pick<Attempts<ListAction>, "attempt" | "giveUp">;
  mailbox: Mailbox;
  store: Pick<MessageStore, "replaceList" | "appendToList">;
}

/** Which messages the list shows: a search begins it anew, scrolling goes on with it. */
export function createMessageList(
  { platform, api, fetched, attempts, mailbox, store }: MessageListOptions,
): MessageList {
  const { q: shown, summaries: items, nextCursor } = mailbox;
  const list = createLiveList<string, MessageSummary>({
    attempts,
    fetched,
    fetchPage: (q, part) =>
      api.get<MessageSummaryPage>(listUrl(mailbox, { q, ...part })),
    place: () => shown.value,
    isSame: (one, other) => one === other,
    items,
    nextCursor,
    replace({ items, nextCursor }, q) {
      showSearch(q);
      store.replaceList(items, nextCursor);
    },
    append: ({ items, nextCursor }) => store.appendToList(items, nextCursor),
  });

  async function search(q: string): Promise<void> {
    if (q === shown.value) list.stay();
    else await list.show(q);
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

  platform.on("popstate", () => search(searchOf(platform.url())));

  return { ...list, search };
}
