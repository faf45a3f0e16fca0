import type { Message } from "../../messages/contract.ts";
import type { Api } from "../page/api.ts";
import { openMessageId, withOpenMessage } from "./mailbox_url.ts";
import type { MessageStore } from "./store.ts";
import type { Platform } from "../page/platform.ts";
import type { Mailbox } from "./view.ts";

export interface Reader {
  /** @throws {RequestError} when the message cannot be had; then none is open. */
  open(id: number): Promise<void>;
  close(): void;
  /** Fetches what is open anew; it may be gone. */
  refetch(): Promise<void>;
}

export interface ReaderOptions {
  platform: Platform;
  api: Api;
  store: MessageStore;
  mailbox: Mailbox;
  onLoading(id: number | null): void;
  /** The reader has the message before their eyes. */
  onSeen(message: Message): void;
  /** The reader wants none open any more. */
  onClosed(): void;
  /** Going back or forth in the history wants this message open. */
  onHistory(id: number): void;
}

/** Marks the history entries that were made by opening a message from the list. */
const FROM_LIST = { from: "list" };

/** Which message is open: the URL says so, the history remembers, and `mailbox.open` shows it. */
export function createReader(
  { platform, api, store, mailbox, onLoading, onSeen, onClosed, onHistory }:
    ReaderOptions,
): Reader {
  let wanted = openMessageId(platform.url());

  async function open(id: number): Promise<void> {
    if (id !== openMessageId(platform.url())) {
      const isFromList = wanted === null;
      const url = withOpenMessage(platform.url(), id);
      platform.pushUrl(url, isFromList ? FROM_LIST : null);
    }
    wanted = id;
    onLoading(id);
    try {
      await fetchOpen(id);
    } catch (error) {
      if (wanted !== id) return; // the reader has gone on, and does not care any more
      mailbox.open.value = null;
      throw error;
    } finally {
      if (wanted === id) onLoading(null);
    }
    look();
  }

  async function fetchOpen(id: number): Promise<void> {
    const request = api.get<Message>(`/api/messaging/messages/${id}`);
    await store.fetched(request, (message) => {
      if (wanted === id) mailbox.open.value = message;
    });
  }

  /** Once drawn, and in a window that is seen. */
  function look(): void {
    platform.nextFrame(() => {
      const message = mailbox.open.value;
      if (message && platform.isVisible()) onSeen(message);
    });
  }

  function close(): void {
    if (wanted === null) return;
    const isFromList =
      (platform.historyEntry() as { from?: string } | null)?.from === "list";
    if (isFromList) return platform.goBack(); // and on to `followHistory`
    platform.pushUrl(withOpenMessage(platform.url(), null), null);
    showNone();
  }

  function followHistory(): void {
    const id = openMessageId(platform.url());
    if (id === null) showNone();
    else if (id !== wanted) onHistory(id);
  }

  function showNone(): void {
    wanted = null;
    onLoading(null);
    onClosed();
    mailbox.open.value = null;
  }

  platform.on("popstate", followHistory);
  platform.on("visibilitychange", look);
  look();

  return {
    open,
    close,
    async refetch() {
      if (wanted === null) return;
      await fetchOpen(wanted).catch((error) => {
        if (error.failure?.reason !== "missing") throw error;
        mailbox.open.value = null;
      });
    },
  };
}
