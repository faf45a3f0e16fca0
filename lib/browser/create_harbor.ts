import { computed, signal } from "@preact/signals";
import type { MessageSummaryPage, UnreadCount } from "../messages/contract.ts";
import type { FailedAction, Harbor } from "./actions.ts";
import { createApi, isPassing, RequestError } from "./api.ts";
import type { LoggedEvent, Signalled } from "./arrivals.ts";
import type { Status } from "./connection.ts";
import { createDiagnostics } from "./diagnostics.ts";
import { createEventQueue } from "./event_queue.ts";
import { LARGEST_PAGE, listUrl, openMessageId } from "./mailbox_url.ts";
import { createMessageStore } from "./message_store.ts";
import { createOutbox } from "./outbox.ts";
import type { Platform } from "./platform.ts";
import { createReadMarks } from "./read_marks.ts";
import { createReader } from "./reader.ts";
import { createSession } from "./session.ts";
import { shareConnection } from "./tabs.ts";
import type { HarborView } from "./view.ts";

/** Puts the parts together: what comes goes through the queue into the store, and is seen. */
export function createHarbor(view: HarborView, platform: Platform): Harbor {
  const { me, mailbox } = view;
  const name = `harbor:${me.tenantId}:${me.userId}`;
  const session = createSession(platform);
  const api = createApi(platform, session);
  const isLoadingList = signal(false);
  const loadingMessage = signal<number | null>(null);
  const failed = signal<FailedAction | null>(null);

  const store = createMessageStore(view, {
    onSent: (message) => outbox.exists(message),
    onMalformed: (arrived, error) => diagnostics.malformed({ arrived, error }),
  });
  const outbox = createOutbox({
    platform,
    api,
    outgoing: mailbox?.outgoing ?? null,
    storageKey: `${name}:outbox`,
    isShownInList: mailbox?.box === "sent" && mailbox.q === "",
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
    onClosed() {
      if (failed.value?.action === "open") failed.value = null;
    },
    onHistory: (id) => open(id),
  });

  function apply(arrived: (LoggedEvent | Signalled)[]): void {
    store.apply(arrived);
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
    if (failed.value && isPassing(failed.value.failure)) failed.value.again();
  }

  /** All that the page shows, as it is now. Answers the position at which it was true. */
  async function refetch(): Promise<number> {
    const unread = await api.get<UnreadCount>("/api/messaging/unread-count");
    view.unread.value = unread;
    if (!mailbox) return unread.position;

    const limit = Math.max(50, mailbox.summaries.value.length);
    const page = await store.fetched(
      api.get<MessageSummaryPage>(listUrl(mailbox, { limit })),
      (page) => store.replaceList(page.items, page.nextCursor),
    );
    await reader?.refetch();
    return page.position;
  }

  async function open(id: number): Promise<void> {
    if (reader) await attempt("open", () => reader.open(id));
  }

  async function loadMore(): Promise<void> {
    const cursor = mailbox?.nextCursor.value;
    if (!mailbox || !cursor || isLoadingList.value) return;
    isLoadingList.value = true;
    const request = () =>
      api.get<MessageSummaryPage>(
        listUrl(mailbox, { cursor, limit: LARGEST_PAGE }),
      );
    await attempt("loadMore", () =>
      store.fetched(request(), (page) => {
        // The list may have been replaced meanwhile.
        if (mailbox.nextCursor.value !== cursor) return;
        store.appendToList(page.items, page.nextCursor);
      })).finally(() => isLoadingList.value = false);
  }

  /** Does what the reader asked for, and says so where it cannot be done. */
  async function attempt(
    action: FailedAction["action"],
    what: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await what();
      failed.value = null;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      failed.value = {
        action,
        failure: error.failure,
        again: () => attempt(action, what),
      };
    }
  }

  const missing = openMessageId(platform.url());
  if (mailbox?.open.value === null && missing !== null) {
    failed.value = {
      action: "open",
      failure: { reason: "missing", detail: null },
      again: () => open(missing),
    };
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
    close: () => reader?.close(),
    loadMore,
    markRead: (ids) => attempt("markRead", () => readMarks.mark({ ids })),
    markAllRead: () => attempt("markRead", () => readMarks.mark({ all: true })),
    atTop: store.atTop,
    showArrived: store.showArrived,
    reconnect: connection.hurry,
    loading: computed(() => ({
      list: isLoadingList.value,
      message: loadingMessage.value,
    })),
    failed,
  };
}
