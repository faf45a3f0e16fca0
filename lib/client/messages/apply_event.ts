import type { HarborEvent } from "../../realtime/event.ts";
import type { Recipient } from "../../messages/contract.ts";
import { fillFile, type LeanFile } from "../../media/lean.ts";
import type { AttachmentEvent } from "../../messages/events.ts";
import { fillAttachment, fillMessage } from "../../messages/lean.ts";
import type { Arrived } from "../connection/arrivals.ts";
import type { Me } from "../page/view.ts";
import { sameEmail } from "../../shared/same_email.ts";
import type { MessageStore } from "./store.ts";
import type { Mailbox } from "./view.ts";

export interface ApplyEventOptions {
  mailbox: Pick<Mailbox, "open" | "box" | "unreadOnly">;
  me: Pick<Me, "email">;
  store: Pick<MessageStore, "add" | "change" | "remove" | "markRead">;
  /** Something belongs to the list that was not in it: only the server has all of it. */
  onReturned(): void;
  /** These can be seen no more. */
  onGone(ids: number[]): void;
  /** What I sent under this client id has come; in the same batch as it enters the list. */
  onSent(clientId: string): void;
}

/** Keeps the mailbox true, event by event; types that are not of its concern fall through. */
export function createApplyEvent(
  { mailbox, me, store, onSent, onReturned, onGone }: ApplyEventOptions,
): (arrived: Arrived) => void {
  const { open, box, unreadOnly } = mailbox;

  function apply(arrived: Arrived): void {
    // The server is trusted in shape.
    const event = arrived as unknown as HarborEvent;
    switch (event.type) {
      case "message:new": {
        const { clientId, sender } = event.data.payload;
        if (clientId !== undefined) onSent(clientId);
        return store.add(
          fillMessage(event.data, sameEmail(sender.email, me.email)),
        );
      }
      case "message:read":
        return applyRead(event.data);
      case "message:update":
        return applyUpdate(event.data);
      case "message:delete":
        return applyDelete(event.data);
      case "message:attachment:added":
      case "message:attachment:removed":
        return applyAttachment(event);
      case "media:update":
        return applyFile(event.data.payload);
    }
  }

  function applyRead(data: HarborEvent<"message:read">["data"]): void {
    const ids = idsOf(data);
    const { readerEmail, readAt } = data.payload;
    if (sameEmail(readerEmail, me.email)) store.markRead(ids);
    store.change(ids, (message) =>
      sameEmail(message.sender.email, me.email)
        ? {
          ...message,
          recipients: readBy(message.recipients, readerEmail, readAt),
        }
        : message);
  }

  function applyUpdate(data: HarborEvent<"message:update">["data"]): void {
    const ids = idsOf(data);
    const { isArchived, isDeleted, isRead } = data.payload;
    store.change(ids, (message) => ({ ...message, ...data.payload }));
    const hasLeft = box === "deleted"
      ? isDeleted === false
      : isArchived === (box !== "archived");
    if (hasLeft) return store.remove(ids);
    const hasCome = isDeleted === false || isArchived !== undefined ||
      (unreadOnly && isRead === false);
    if (hasCome) onReturned();
  }

  function applyDelete(data: HarborEvent<"message:delete">["data"]): void {
    const ids = idsOf(data);
    store.change(ids, (message) => ({ ...message, isDeleted: true }));
    if (box === "deleted") return onReturned();
    store.remove(ids);
    onGone(ids);
  }

  function applyAttachment({ type, data }: AttachmentEvent): void {
    const { attachmentCount, ...told } = data.payload;
    const attachment = fillAttachment(told);
    const added = type === "message:attachment:added" ? [attachment] : [];
    store.change([data.messageId], (message) => ({
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
  function applyFile(told: LeanFile | { id: number; deleted: true }): void {
    const message = open.value;
    if (!message || "deleted" in told) return;
    const { id, state, hasThumbnail, width, height, duration } = fillFile(told);
    const attachments = message.attachments.map((attachment) =>
      attachment.mediaId === id
        ? { ...attachment, state, hasThumbnail, width, height, duration }
        : attachment
    );
    open.value = { ...message, attachments };
  }

  return apply;
}

function idsOf(
  about: { messageId: number } | { messageIds: number[] },
): number[] {
  return "messageIds" in about ? about.messageIds : [about.messageId];
}

/** Of many recipients a message in a list names the first few: a reader who is not among them is added. */
function readBy(
  recipients: Recipient[],
  email: string,
  readAt: string,
): Recipient[] {
  const readers = recipients.filter((one) => sameEmail(one.email, email));
  if (readers.length === 0) {
    return [...recipients, { email, name: email, isRead: true, readAt }];
  }
  return recipients.map((one) =>
    readers.includes(one) ? { ...one, isRead: true, readAt } : one
  );
}
