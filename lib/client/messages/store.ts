import { batch } from "@preact/signals";
import type { HarborEvent } from "../../realtime/event.ts";
import type { MediaFile } from "../../media/contract.ts";
import type {
  Message,
  MessageSummary,
  UnreadCount,
} from "../../messages/contract.ts";
import type {
  AnnouncedMessage,
  AttachmentEvent,
  UnreadCountSignal,
} from "../../messages/events.ts";
import type { LoggedEvent, Signalled } from "../connection/arrivals.ts";
import { insertSorted, summarise } from "./summary.ts";
import type { HarborView } from "../page/view.ts";
import type { MessagesView } from "./view.ts";

export interface MessageStore {
  /** Brings the view up to date with what has come; types it does not know are ignored. */
  apply(arrived: (LoggedEvent | Signalled)[]): void;
  /**
   * Shows a requested answer. What came while it was under way may be newer than the answer, so
   * it is applied once more on top.
   */
  fetched<Answer>(
    request: Promise<Answer>,
    show: (answer: Answer) => void,
  ): Promise<Answer>;
  /** A message that has just come into being. */
  add(message: Message): void;
  replaceList(items: MessageSummary[], nextCursor: string | null): void;
  appendToList(items: MessageSummary[], nextCursor: string | null): void;
  /** These are read by me now. */
  markRead(ids: number[]): void;
  count(unread: UnreadCount): void;
  atTop(isAtTop: boolean): void;
  showArrived(): void;
}

export interface MessageStoreOptions {
  /** What I sent under this client id has come; in the same batch as it enters the list. */
  onSent?(clientId: string): void;
  /** It does not look as its type says, and was dropped. */
  onMalformed?(arrived: LoggedEvent | Signalled, error: unknown): void;
}

/** Keeps the view's signals true, event by event. Any event may come twice. */
export function createMessageStore(
  view: HarborView & Partial<MessagesView>,
  { onSent, onMalformed }: MessageStoreOptions = {},
): MessageStore {
  const { me, mailbox } = view;
  let isAtTop = true;
  /** Arrived, but not in the list yet. */
  let hidden: MessageSummary[] = [];
  /** One for each request under way: what has come since it was sent. */
  const sinceRequests = new Set<LoggedEvent[]>();

  function apply(arrived: (LoggedEvent | Signalled)[]): void {
    for (const since of sinceRequests) {
      for (const one of arrived) if ("id" in one) since.push(one);
    }
    batch(() => arrived.forEach(applyOne));
  }

  function applyOne(arrived: LoggedEvent | Signalled): void {
    try {
      applyByType(arrived);
    } catch (error) {
      onMalformed?.(arrived, error);
    }
  }

  function applyByType(arrived: LoggedEvent | Signalled): void {
    // The server is trusted in shape; what is not among these types falls through.
    const event = arrived as unknown as HarborEvent | UnreadCountSignal;
    switch (event.type) {
      case "message:new":
        return add(event.data.payload);
      case "message:read":
        return applyRead(event.data.messageId, event.data.payload);
      case "message:attachment:added":
      case "message:attachment:removed":
        return applyAttachment(event);
      case "media:update":
        return applyFile(event.data.payload);
      case "unread:count":
        return count(event.data.payload);
    }
  }

  function add(message: AnnouncedMessage): void {
    if (message.clientId !== undefined) onSent?.(message.clientId);
    if (!mailbox || !belongs(message)) return;
    const summary = summarise(message);
    const list = mailbox.summaries.value;
    if (list.some(({ id }) => id === summary.id)) return;
    if (isAtTop || isMine(message)) {
      mailbox.summaries.value = insertSorted(list, summary);
    } else {
      hidden = insertSorted(hidden, summary);
      mailbox.arrived.value = hidden.map(({ id }) => id);
    }
  }

  /** Whether the list that is shown has a place for a message that is new. */
  function belongs(message: Message): boolean {
    const { box, q, unreadOnly } = mailbox!;
    // Only the server can tell what a search finds.
    if (q.value !== "" || message.isArchived) return false;
    if (box === "sent") return isMine(message);
    if (box === "archived" || (unreadOnly && message.isRead)) return false;
    // The list of recipients may have been cut; but what I sent is unread only if I am one.
    return !isMine(message) || !message.isRead;
  }

  function applyRead(
    messageId: number,
    { readerEmail, readAt }: { readerEmail: string; readAt: string },
  ): void {
    if (isMe(readerEmail)) markRead([messageId]);
    change([messageId], (message) => {
      if (!isMine(message)) return message;
      const recipients = message.recipients.map((recipient) =>
        sameEmail(recipient.email, readerEmail)
          ? { ...recipient, isRead: true, readAt }
          : recipient
      );
      return { ...message, recipients };
    });
  }

  function applyAttachment({ type, data }: AttachmentEvent): void {
    const { attachmentCount, ...attachment } = data.payload;
    const added = type === "message:attachment:added" ? [attachment] : [];
    change([data.messageId], (message) => ({
      ...message,
      attachmentCount,
      hasAttachments: attachmentCount > 0,
      ..."attachments" in message && {
        attachments: message.attachments
          .filter(({ id }) => id !== attachment.id).concat(added)
          .sort((one, other) => one.id - other.id),
      },
    }));
  }

  /** A file was scanned. Its name stays the one that it was sent by. */
  function applyFile(file: MediaFile | { id: number; deleted: true }): void {
    const open = mailbox?.open.value;
    if (!open || "deleted" in file) return;
    const { state, hasThumbnail, width, height, duration } = file;
    const attachments = open.attachments.map((attachment) =>
      attachment.mediaId === file.id
        ? { ...attachment, state, hasThumbnail, width, height, duration }
        : attachment
    );
    mailbox!.open.value = { ...open, attachments };
  }

  function markRead(ids: number[]): void {
    change(ids, (message) => ({ ...message, isRead: true }));
  }

  /** Changes the messages with these ids wherever they are shown. */
  function change(
    ids: number[],
    changed: <M extends MessageSummary | Message>(message: M) => M,
  ): void {
    if (!mailbox) return;
    const concerned = new Set(ids);
    const inList = (list: MessageSummary[]) =>
      list.some(({ id }) => concerned.has(id))
        ? list.map((one) => concerned.has(one.id) ? changed(one) : one)
        : list;
    hidden = inList(hidden);
    mailbox.summaries.value = inList(mailbox.summaries.value);
    const open = mailbox.open.value;
    if (open && concerned.has(open.id)) mailbox.open.value = changed(open);
  }

  /** Absolute, and as old as its position: a late one must not undo a newer. */
  function count(unread: UnreadCount): void {
    if (unread.position >= view.unread.value.position) {
      view.unread.value = unread;
    }
  }

  async function fetched<Answer>(
    request: Promise<Answer>,
    show: (answer: Answer) => void,
  ): Promise<Answer> {
    const since: LoggedEvent[] = [];
    sinceRequests.add(since);
    try {
      const answer = await request;
      batch(() => {
        show(answer);
        since.forEach(applyOne);
      });
      return answer;
    } finally {
      sinceRequests.delete(since);
    }
  }

  function showArrived(): void {
    if (!mailbox || hidden.length === 0) return;
    batch(() => {
      mailbox.summaries.value = hidden.reduce(
        insertSorted,
        mailbox.summaries.value,
      );
      hidden = [];
      mailbox.arrived.value = [];
    });
  }

  function isMine(message: { sender: { email: string } }): boolean {
    return isMe(message.sender.email);
  }

  function isMe(email: string): boolean {
    return sameEmail(email, me.email);
  }

  return {
    apply,
    fetched,
    add: (message) => batch(() => add(message)),
    replaceList(items, nextCursor) {
      if (!mailbox) return;
      hidden = [];
      mailbox.arrived.value = [];
      mailbox.summaries.value = items;
      mailbox.nextCursor.value = nextCursor;
    },
    appendToList(items, nextCursor) {
      if (!mailbox) return;
      mailbox.summaries.value = items.reduce(
        insertSorted,
        mailbox.summaries.value,
      );
      mailbox.nextCursor.value = nextCursor;
    },
    markRead: (ids) => batch(() => markRead(ids)),
    count,
    atTop(is) {
      isAtTop = is;
      if (isAtTop) showArrived();
    },
    showArrived,
  };
}

/** Addresses are compared as the database does: without regard to case. */
function sameEmail(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
