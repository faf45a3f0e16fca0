import { batch } from "@preact/signals";
import type { Message, MessageSummary } from "../../messages/contract.ts";
import type { Me } from "../page/view.ts";
import { sameEmail } from "../../shared/same_email.ts";
import { insertSorted, summarise } from "./summary.ts";
import type { Mailbox } from "./view.ts";

/** What the mailbox shows, and the ways to change it. */
export interface MessageStore {
  /** A message that has just come into being. */
  add(message: Message): void;
  /** Changes the messages with these ids wherever they are shown. */
  change(
    ids: number[],
    changed: <M extends MessageSummary | Message>(message: M) => M,
  ): void;
  /** They are in this list no more. */
  remove(ids: number[]): void;
  /** These are read by me now. */
  markRead(ids: number[]): void;
  replaceList(items: MessageSummary[], nextCursor: string | null): void;
  appendToList(items: MessageSummary[], nextCursor: string | null): void;
  atTop(isAtTop: boolean): void;
  showArrived(): void;
}

/** Keeps each message once in the list, and in what is open the same as there. */
export function createMessageStore(
  mailbox: Mailbox,
  me: Pick<Me, "email">,
): MessageStore {
  const { summaries, arrived, nextCursor, open } = mailbox;
  let isAtTop = true;
  /** Arrived, but not in the list yet. */
  let hidden: MessageSummary[] = [];

  function add(message: Message): void {
    if (!belongs(message)) return;
    const summary = summarise(message);
    const list = summaries.value;
    if (list.some(({ id }) => id === summary.id)) return;
    if (isAtTop || isMine(message)) {
      summaries.value = insertSorted(list, summary);
    } else {
      hidden = insertSorted(hidden, summary);
      arrived.value = hidden.map(({ id }) => id);
    }
  }

  /** Whether the list that is shown has a place for a message that is new. */
  function belongs(message: Message): boolean {
    const { box, q, unreadOnly } = mailbox;
    // Only the server can tell what a search finds.
    if (q.value !== "" || message.isArchived) return false;
    if (box === "sent") return isMine(message);
    if (box === "archived" || (unreadOnly && message.isRead)) return false;
    // The list of recipients may have been cut; but what I sent is unread only if I am one.
    return !isMine(message) || !message.isRead;
  }

  function isMine({ sender }: Message): boolean {
    return sameEmail(sender.email, me.email);
  }

  const change: MessageStore["change"] = (ids, changed) => {
    const concerned = new Set(ids);
    const inList = (list: MessageSummary[]) =>
      list.some(({ id }) => concerned.has(id))
        ? list.map((one) => concerned.has(one.id) ? changed(one) : one)
        : list;
    batch(() => {
      hidden = inList(hidden);
      summaries.value = inList(summaries.value);
      const message = open.value;
      if (message && concerned.has(message.id)) open.value = changed(message);
    });
  };

  function remove(ids: number[]): void {
    const gone = new Set(ids);
    batch(() => {
      hidden = hidden.filter(({ id }) => !gone.has(id));
      arrived.value = hidden.map(({ id }) => id);
      summaries.value = summaries.value.filter(({ id }) => !gone.has(id));
    });
  }

  function showArrived(): void {
    if (hidden.length === 0) return;
    batch(() => {
      summaries.value = hidden.reduce(insertSorted, summaries.value);
      hidden = [];
      arrived.value = [];
    });
  }

  return {
    add,
    change,
    remove,
    markRead: (ids) => change(ids, (message) => ({ ...message, isRead: true })),
    replaceList(items, next) {
      hidden = [];
      arrived.value = [];
      summaries.value = items;
      nextCursor.value = next;
    },
    appendToList(items, next) {
      summaries.value = items.reduce(insertSorted, summaries.value);
      nextCursor.value = next;
    },
    atTop(is) {
      isAtTop = is;
      if (isAtTop) showArrived();
    },
    showArrived,
  };
}
