import { batch, type Signal } from "@preact/signals";
import type { Message, SentMessage } from "../../messages/contract.ts";
import { type Api, isPassing, RequestError } from "../page/api.ts";
import { backoff } from "../connection/backoff.ts";
import { newClientId } from "../kit/client_id.ts";
import type { Platform } from "../page/platform.ts";
import type { Draft, OutgoingMessage } from "./view.ts";

export interface Outbox {
  /** Returns the client id under which the server knows the message, however often it is sent. */
  send(draft: Draft): string;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** The connection is back: whatever waits for its next try is sent now. */
  hurry(): void;
  /** Goes on with what was not sent when the page was left. */
  resume(): void;
  /** The message of this client id is in the log, whether or not its request was answered. */
  exists(clientId: string): void;
}

export interface OutboxOptions {
  platform: Platform;
  api: Api;
  /** The page's signal; `null` where it shows no messages. */
  outgoing: Signal<OutgoingMessage[]> | null;
  /** Where what is not sent yet survives a reload; named by the reader. */
  storageKey: string;
  /** Whether a sent message shows up in the list, in place of its row here. */
  isShownInList(): boolean;
  onSent(message: Message): void;
}

interface Entry extends OutgoingMessage {
  /** The message itself is in the list, so this row is not shown; only the answer is awaited. */
  isListed: boolean;
  /** The page was left before the answer came: it may be in the list. The next try will tell. */
  isUnsure: boolean;
}

/** So long "sent" is to be read, in milliseconds, where the list does not show the message. */
const SENT_SHOWN_FOR = 4_000;

/**
 * Sends messages one after the other, in the order they were written, until the server has
 * taken or refused each.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { platform, api, outgoing, storageKey } = options;
  let entries: Entry[] = restore();
  let isSending = false;
  let attempt = 0;
  let cancelPause: (() => void) | null = null;

  async function sendAll(): Promise<void> {
    if (isSending) return;
    isSending = true;
    cancelPause?.();
    cancelPause = null;
    try {
      for (let next = waiting()[0]; next; next = waiting()[0]) {
        if (!await sendOne(next)) break;
      }
    } finally {
      isSending = false;
    }
  }

  /** Answers whether to go on with the next. */
  async function sendOne(entry: Entry): Promise<boolean> {
    for (const other of waiting()) {
      other.state = "sending";
      other.failure = null;
    }
    show();
    try {
      const { clientId, draft } = entry;
      const { files, ...text } = draft;
      const message = await api.post<SentMessage>("/api/messaging/send", {
        ...text,
        attachments: files?.map(({ id }) => id),
        clientId,
      });
      attempt = 0;
      settle(entry, message);
      return true;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      return fail(entry, error);
    }
  }

  function fail(entry: Entry, { failure, retryAfter }: RequestError): boolean {
    const isFinal = !isPassing(failure);
    if (isFinal) entry.isListed = false;
    for (const other of isFinal ? [entry] : waiting()) {
      other.state = "failed";
      other.failure = failure;
      other.isUnsure = false;
    }
    show();
    if (isFinal || failure.reason === "signedOut") return isFinal;
    const pause = Math.max(
      retryAfter ?? 0,
      backoff(attempt++, platform.random),
    );
    cancelPause = platform.after(pause, sendAll);
    return false;
  }

  /** Those that are to be sent without being asked again. */
  function waiting(): Entry[] {
    return entries.filter(({ state, failure }) =>
      state === "sending" || (failure !== null && isPassing(failure))
    );
  }

  function settle(entry: Entry, message: Message): void {
    if (options.isShownInList()) {
      batch(() => {
        remove(entry);
        options.onSent(message);
      });
      return;
    }
    options.onSent(message);
    entry.state = "sent";
    entry.failure = null;
    show();
    platform.after(SENT_SHOWN_FOR, () => remove(entry));
  }

  function remove(entry: Entry): void {
    entries = entries.filter((other) => other !== entry);
    show();
  }

  function find(clientId: string): Entry | undefined {
    return entries.find((entry) =>
      entry.clientId === clientId && entry.state === "failed"
    );
  }

  function show(): void {
    save();
    if (!outgoing) return;
    outgoing.value = entries.filter((entry) =>
      !entry.isListed && !entry.isUnsure
    )
      .map(({ isListed: _, isUnsure: __, ...shown }) => shown);
  }

  function save(): void {
    const unsent = entries.filter(({ state }) => state !== "sent");
    try {
      if (unsent.length === 0) platform.storage.removeItem(storageKey);
      else platform.storage.setItem(storageKey, JSON.stringify(unsent));
    } catch {
      // Full or forbidden: then a reload loses what is not sent, and nothing else.
    }
  }

  function restore(): Entry[] {
    try {
      const saved = JSON.parse(platform.storage.getItem(storageKey) ?? "[]");
      return saved.map((entry: Entry) => ({
        ...entry,
        isUnsure: entry.state === "sending",
      }));
    } catch {
      return [];
    }
  }

  return {
    send(draft) {
      const clientId = newClientId();
      entries.push({
        clientId,
        draft,
        createdAt: new Date(platform.now()).toISOString(),
        state: "sending",
        failure: null,
        isListed: false,
        isUnsure: false,
      });
      show();
      sendAll();
      return clientId;
    },
    retry(clientId) {
      const entry = find(clientId);
      if (!entry) return;
      entry.state = "sending";
      entry.failure = null;
      show();
      sendAll();
    },
    discard(clientId) {
      const entry = find(clientId);
      if (entry) remove(entry);
    },
    hurry() {
      attempt = 0;
      if (waiting().length > 0) sendAll();
    },
    resume() {
      show();
      sendAll();
    },
    exists(clientId) {
      const entry = entries.find((entry) => entry.clientId === clientId);
      if (!entry || !options.isShownInList()) return;
      entry.isListed = true;
      show();
    },
  };
}
