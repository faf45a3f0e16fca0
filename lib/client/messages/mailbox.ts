import { computed } from "@preact/signals";
import type { ReadInput } from "../../messages/contract.ts";
import { createLiveAnswers } from "../kit/live_answers.ts";
import { createAttempts } from "../page/attempts.ts";
import { startHarbor } from "../page/harbor.ts";
import type { Harbor } from "../page/part.ts";
import { browserPlatform, type Platform } from "../page/platform.ts";
import type { MailboxAction, MailboxActions } from "./actions.ts";
import { createApplyEvent } from "./apply_event.ts";
import { createMessageList } from "./list.ts";
import { createMessageOutbox } from "./outbox.ts";
import { createOwnActions } from "./own_actions.ts";
import { createReadMarks } from "./read_marks.ts";
import { createReader } from "./reader.ts";
import { createMessageStore } from "./store.ts";
import { createTypists } from "./typists.ts";
import type { MessagesView } from "./view.ts";

export interface MailboxOptions {
  view: MessagesView;
  harbor: Harbor;
  platform: Platform;
}

/** The mailbox of the view, once however many islands ask. For the browser only. */
export function startMailbox(view: MessagesView): MailboxActions {
  return view.mailbox.actions ??= createMailbox({
    view,
    harbor: startHarbor(view),
    platform: browserPlatform(),
  });
}

/** Joins the page: what comes goes into the store, and is seen. */
export function createMailbox(
  { view: { me, mailbox }, harbor, platform }: MailboxOptions,
): MailboxActions {
  const { api } = harbor;
  const attempts = createAttempts<MailboxAction>();
  const store = createMessageStore(mailbox, me);
  const outbox = createMessageOutbox({
    platform,
    api,
    me,
    outgoing: mailbox.outgoing,
    isShownInList: () => mailbox.box === "sent" && mailbox.q.value === "",
    onSent: store.add,
  });
  const { apply, fetched } = createLiveAnswers({
    apply: createApplyEvent({
      mailbox,
      me,
      store,
      onSent: outbox.exists,
      onReturned: () => void list.refetch(),
      onGone(ids) {
        if (!open.value || !ids.includes(open.value.id)) return;
        // The way back takes a moment, and must not be gone twice.
        open.value = null;
        reader.close();
      },
    }),
    malformed: harbor.malformed,
  });
  const readMarks = createReadMarks({
    api,
    onMarked(ids) {
      store.markRead(ids);
      harbor.hurry(); // by polling, the new count would come late
    },
  });
  const typists = createTypists({ platform, open: mailbox.open });
  const tools = { platform, api, fetched, attempts };
  const { open } = mailbox;
  const reader = createReader({
    ...tools,
    open,
    isDeletedBox: mailbox.box === "deleted",
    onSeen: readMarks.seen,
  });
  const list = createMessageList({ ...tools, mailbox, store });

  const own = createOwnActions({
    api,
    apply,
    hurry: harbor.hurry,
  });

  function markRead(what: ReadInput): Promise<void> {
    return attempts.attempt("markRead", () => readMarks.mark(what));
  }

  harbor.join({ apply: typists.apply });
  harbor.join({
    apply,
    async refetch() {
      const position = await list.refetch();
      await reader.refetch();
      return position;
    },
    catchUp() {
      outbox.hurry();
      readMarks.catchUp();
      attempts.catchUp();
    },
  });
  // Later, since the islands may be rendering with the signals that this changes.
  platform.after(0, outbox.resume);

  return {
    send: outbox.send,
    retry: outbox.retry,
    discard: outbox.discard,
    open: reader.open,
    close: reader.close,
    removeAttachment: (id) => api.delete(`/api/messaging/attachments/${id}`),
    markRead: (ids) => markRead({ ids }),
    changeOwn: (action, id) =>
      attempts.attempt("changeOwn", () => own(action, id)),
    markAllRead: () => markRead({ all: true }),
    search: list.search,
    loadMore: list.more,
    atTop: store.atTop,
    showArrived: store.showArrived,
    loading: computed(() => ({
      list: list.isLoadingMore.value,
      message: reader.loading.value,
    })),
    typing: typists.names,
    failed: attempts.failed,
  };
}
