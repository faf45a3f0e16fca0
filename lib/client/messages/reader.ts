import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Message } from "../../messages/contract.ts";
import type { LiveAnswers } from "../kit/live_answers.ts";
import type { Api } from "../page/api.ts";
import type { Attempts } from "../page/attempts.ts";
import type { Platform } from "../page/platform.ts";
import { messageUrl, openMessageId, withOpenMessage } from "./mailbox_url.ts";

export interface Reader {
  open(id: number): Promise<void>;
  close(): void;
  /** Fetches what is open anew; it may be gone. */
  refetch(): Promise<void>;
  /** The message that is being opened. */
  readonly loading: ReadonlySignal<number | null>;
}

export interface ReaderOptions {
  platform: Platform;
  api: Pick<Api, "get">;
  fetched: LiveAnswers["fetched"];
  attempts: Pick<Attempts<"open">, "attempt" | "hasFailed" | "giveUp">;
  open: Signal<Message | null>;
  /** The list is of what was deleted. */
  isDeletedBox: boolean;
  /** The reader has the message before their eyes. */
  onSeen(message: Message): void;
}

/** Marks the history entries that were made by opening a message from the list. */
const FROM_LIST = { from: "list" };

/** Which message is open: the URL says so, the history remembers, and `open` shows it. */
export function createReader(
  { platform, api, fetched, attempts, open: shown, isDeletedBox, onSeen }:
    ReaderOptions,
): Reader {
  const loading = signal<number | null>(null);
  let wanted = openMessageId(platform.url());

  async function open(id: number): Promise<void> {
    await attempts.attempt("open", () => show(id));
  }

  async function show(id: number): Promise<void> {
    if (id !== openMessageId(platform.url())) {
      const isFromList = wanted === null;
      const url = withOpenMessage(platform.url(), id);
      platform.pushUrl(url, isFromList ? FROM_LIST : null);
    }
    wanted = id;
    loading.value = id;
    try {
      await fetchOpen(id);
    } catch (error) {
      if (wanted !== id) return; // the reader has gone on, and does not care any more
      shown.value = null;
      throw error;
    } finally {
      if (wanted === id) loading.value = null;
    }
    look();
  }

  async function fetchOpen(id: number): Promise<void> {
    const request = api.get<Message>(messageUrl(id, isDeletedBox));
    await fetched(request, (message) => {
      if (wanted === id) shown.value = message;
    });
  }

  /** Once drawn, and in a window that is seen. */
  function look(): void {
    platform.nextFrame(() => {
      const message = shown.value;
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
    else if (id !== wanted) open(id);
  }

  function showNone(): void {
    wanted = null;
    loading.value = null;
    attempts.giveUp("open");
    shown.value = null;
  }

  platform.on("popstate", followHistory);
  platform.on("visibilitychange", look);
  look();

  // The server had nothing to render.
  const missing = wanted;
  if (missing !== null && shown.value === null) {
    const failure = { reason: "missing", detail: null } as const;
    attempts.hasFailed("open", failure, () => show(missing));
  }

  return {
    open,
    close,
    async refetch() {
      if (wanted === null) return;
      await fetchOpen(wanted).catch((error) => {
        if (error.failure?.reason !== "missing") throw error;
        shown.value = null;
      });
    },
    loading,
  };
}
