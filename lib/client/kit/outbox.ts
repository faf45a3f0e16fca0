import { batch, type Signal } from "@preact/signals";
import { backoff } from "../connection/backoff.ts";
import { isPassing, RequestError } from "../page/api.ts";
import type { Failure } from "../page/failure.ts";
import type { Platform } from "../page/platform.ts";
import { newClientId } from "./client_id.ts";

/** Something of mine on its way to the server. */
export interface Outgoing<Draft> {
  clientId: string;
  draft: Draft;
  state: "sending" | "sent" | "failed";
  /** Why it failed. After `offline` and `busy` it is sent again without being asked. */
  failure: Failure | null;
  /** ISO 8601, by the reader's clock. */
  createdAt: string;
}

export interface Outbox<Draft> {
  /** Returns the client id under which the server knows it, however often it is sent. */
  send(draft: Draft): string;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** The connection is back: whatever waits for its next try is sent now. */
  hurry(): void;
  /** Goes on with what was not sent when the page was left. */
  resume(): void;
  /** What has this client id is in the log, whether or not its request was answered. */
  exists(clientId: string): void;
}

export interface OutboxOptions<Draft, Sent> {
  platform: Pick<Platform, "now" | "random" | "after" | "storage">;
  /**
   * The server makes one thing of a client id, however often it is sent.
   *
   * @throws {RequestError}
   */
  post(draft: Draft, clientId: string): Promise<Sent>;
  /** Where they are shown; `null` on a page that does not. */
  outgoing: Signal<Outgoing<Draft>[]> | null;
  /** Where what is not sent yet survives a reload; named by the reader. */
  storageKey: string;
  /** Whether what is sent shows up in a list, in place of its row here. */
  isShownInList(): boolean;
  onSent(sent: Sent): void;
}

interface Entry<Draft> extends Outgoing<Draft> {
  /** It is in the list itself, so this row is not shown; only the answer is awaited. */
  isListed: boolean;
  /** The page was left before the answer came: it may be in the list. The next try will tell. */
  isUnsure: boolean;
}

/** How long "sent" is to be read, in milliseconds, where no list shows what was sent. */
const SENT_SHOWN_FOR = 4_000;

/**
 * Sends one after the other, in the order in which they were written, until the server has taken
 * or refused each.
 */
export function createOutbox<Draft, Sent>(
  options: OutboxOptions<Draft, Sent>,
): Outbox<Draft> {
  const { platform, outgoing, storageKey } = options;
  let entries = restore();
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
  async function sendOne(entry: Entry<Draft>): Promise<boolean> {
    for (const other of waiting()) {
      other.state = "sending";
      other.failure = null;
    }
    show();
    try {
      const sent = await options.post(entry.draft, entry.clientId);
      attempt = 0;
      settle(entry, sent);
      return true;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      return fail(entry, error);
    }
  }

  function fail(
    entry: Entry<Draft>,
    { failure, retryAfter }: RequestError,
  ): boolean {
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
  function waiting(): Entry<Draft>[] {
    return entries.filter(({ state, failure }) =>
      state === "sending" || (failure !== null && isPassing(failure))
    );
  }

  function settle(entry: Entry<Draft>, sent: Sent): void {
    if (options.isShownInList()) {
      batch(() => {
        remove(entry);
        options.onSent(sent);
      });
      return;
    }
    options.onSent(sent);
    entry.state = "sent";
    entry.failure = null;
    show();
    platform.after(SENT_SHOWN_FOR, () => remove(entry));
  }

  function remove(entry: Entry<Draft>): void {
    entries = entries.filter((other) => other !== entry);
    show();
  }

  function find(clientId: string): Entry<Draft> | undefined {
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

  function restore(): Entry<Draft>[] {
    try {
      const saved = JSON.parse(platform.storage.getItem(storageKey) ?? "[]");
      return saved.map((entry: Entry<Draft>) => ({
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
