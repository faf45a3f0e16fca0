import { computed, signal } from "@preact/signals";
import type { ReadInput, UnreadCount } from "../../messages/contract.ts";
import type { Harbor, Part } from "./actions.ts";
import { createApi } from "./api.ts";
import type { LoggedEvent, Signalled } from "../connection/arrivals.ts";
import { createAttempts } from "./attempts.ts";
import type { Status } from "../connection/connection.ts";
import { createDiagnostics } from "../connection/diagnostics.ts";
import { createEventQueue } from "../connection/event_queue.ts";
import { createList } from "../messages/list.ts";
import { openMessageId } from "../messages/mailbox_url.ts";
import { createMessageStore } from "../messages/store.ts";
import { createOutbox } from "../messages/outbox.ts";
import type { Platform } from "./platform.ts";
import { createReadMarks } from "../messages/read_marks.ts";
import { createReader } from "../messages/reader.ts";
import { createSession } from "./session.ts";
import { shareConnection } from "../connection/tabs.ts";
import type { MessagesView } from "../messages/view.ts";
import type { HarborView } from "./view.ts";

/** Puts the parts together: what comes goes through the queue into the store, and is seen. */
export function createHarbor(
  view: HarborView & Partial<MessagesView>,
  platform: Platform,
): Harbor {
  const { me, mailbox } = view;
  const name = `harbor:${me.tenantId}:${me.userId}`;
  const session = createSession(platform);
  const api = createApi(platform, session);
  const loadingMessage = signal<number | null>(null);
  const parts = new Set<Part>();
  const attempts = createAttempts();

  const store = createMessageStore(view, {
    onSent: (clientId) => outbox.exists(clientId),
    onMalformed: (arrived, error) => diagnostics.malformed({ arrived, error }),
  });
  const outbox = createOutbox({
    platform,
    api,
    outgoing: mailbox?.outgoing ?? null,
    storageKey: `${name}:outbox`,
    isShownInList: () => mailbox?.box === "sent" && mailbox.q.value === "",
    onSent: (message) => store.add(message),
  });
  const diagnostics = createDiagnostics(() => ({
    ...view.connection.value,
    position: queue.position,
    role: connection.role,
  }));
  const queue = createEventQueue({
    platform,
    diagnostics,
    position: view.position,
    apply,
    refetch,
  });
  const connection = shareConnection({
    platform,
    session,
    reader: me,
    name,
    arrivals: queue,
    diagnostics,
    onStatus,
  });
  const readMarks = createReadMarks({
    api,
    onMarked(ids) {
      store.markRead(ids);
      // The new count comes with the stream; by polling it would come late.
      if (view.connection.value.status === "polling") connection.hurry();
    },
  });
  const reader = mailbox && createReader({
    platform,
    api,
    store,
    mailbox,
    onLoading: (id) => loadingMessage.value = id,
    onSeen: readMarks.seen,
    onClosed: () => attempts.giveUp("open"),
    onHistory: (id) => open(id),
  });
  const list = mailbox &&
    createList({ platform, api, store, mailbox, attempts });

  function apply(arrived: (LoggedEvent | Signalled)[]): void {
    store.apply(arrived);
    parts.forEach((part) => part.apply?.(arrived));
    if (!arrived.some((one) => "id" in one)) return;
    const lastEventAt = new Date(platform.now()).toISOString();
    view.connection.value = { ...view.connection.value, lastEventAt };
  }

  function onStatus(status: Status, roundTrip: number | null): void {
    const before = view.connection.value;
    const hasChanged = status !== before.status;
    view.connection.value = {
      ...before,
      status,
      since: hasChanged ? new Date(platform.now()).toISOString() : before.since,
      roundTripMs: roundTrip ?? before.roundTripMs,
    };
    if (!hasChanged || (status !== "live" && status !== "polling")) return;
    outbox.hurry();
    readMarks.catchUp();
    attempts.catchUp();
    parts.forEach((part) => part.catchUp?.());
  }

  /** All that the page shows, as it is now. Answers the position at which it was true. */
  async function refetch(): Promise<number> {
    const unread = await api.get<UnreadCount>("/api/messaging/unread-count");
    view.unread.value = unread;
    const positions = [unread.position];
    if (list) positions.push(await list.refetch());
    await reader?.refetch();
    for (const part of parts) {
      if (part.refetch) positions.push(await part.refetch());
    }
    return Math.min(...positions);
  }

  async function open(id: number): Promise<void> {
    if (reader) await attempts.attempt("open", () => reader.open(id));
  }

  function markRead(what: ReadInput): Promise<void> {
    return attempts.attempt("markRead", () => readMarks.mark(what));
  }

  const missing = openMessageId(platform.url());
  if (mailbox?.open.value === null && missing !== null) {
    const failure = { reason: "missing", detail: null } as const;
    attempts.hasFailed(
      "open",
      failure,
      async () => await reader?.open(missing),
    );
  }

  /** Not at once: the islands may just be rendering with the signals that change now. */
  platform.after(0, () => {
    view.timeZone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
    outbox.resume();
    connection.start();
    // A page that was left may come back as it was, but not while it holds a connection.
    platform.on("pagehide", () => connection.stop());
    platform.on("pageshow", () => connection.start());
    // One that is put to sleep leaves the lead to a tab that is awake.
    platform.on("freeze", () => connection.stop());
    platform.on("resume", () => connection.start());
  });

  return {
    send: outbox.send,
    retry: outbox.retry,
    discard: outbox.discard,
    open,
    search: async (q) => await list?.search(q),
    close: () => reader?.close(),
    loadMore: async () => await list?.loadMore(),
    markRead: (ids) => markRead({ ids }),
    markAllRead: () => markRead({ all: true }),
    atTop: store.atTop,
    showArrived: store.showArrived,
    join(part) {
      parts.add(part);
      return () => void parts.delete(part);
    },
    api,
    session,
    reconnect: connection.restart,
    loading: computed(() => ({
      list: list?.isLoading.value ?? false,
      message: loadingMessage.value,
    })),
    failed: attempts.failed,
  };
}
