import type { HarborEvent } from "../../realtime/event.ts";
import type { MediaFile } from "../../media/contract.ts";
import type { AttachmentEvent } from "../../messages/events.ts";
import type { Arrived } from "../connection/arrivals.ts";
import type { Me } from "../page/view.ts";
import { sameEmail } from "../../shared/same_email.ts";
import type { MessageStore } from "./store.ts";
import type { Mailbox } from "./view.ts";

export interface ApplyEventOptions {
  open: Mailbox["open"];
  me: Pick<Me, "email">;
  store: Pick<MessageStore, "add" | "change" | "markRead">;
  /** What I sent under this client id has come; in the same batch as it enters the list. */
  onSent(clientId: string): void;
}

/** Keeps the mailbox true, event by event; types that are not of its concern fall through. */
export function createApplyEvent(
  { open, me, store, onSent }: ApplyEventOptions,
): (arrived: Arrived) => void {
  function apply(arrived: Arrived): void {
    // The server is trusted in shape.
    const event = arrived as unknown as HarborEvent;
    switch (event.type) {
      case "message:new": {
        const message = event.data.payload;
        if (message.clientId !== undefined) onSent(message.clientId);
        return store.add(message);
      }
      case "message:read":
        return applyRead(event.data.messageId, event.data.payload);
      case "message:attachment:added":
      case "message:attachment:removed":
        return applyAttachment(event);
      case "media:update":
        return applyFile(event.data.payload);
    }
  }

  function applyRead(
    messageId: number,
    { readerEmail, readAt }: { readerEmail: string; readAt: string },
  ): void {
    if (sameEmail(readerEmail, me.email)) store.markRead([messageId]);
    store.change([messageId], (message) => {
      if (!sameEmail(message.sender.email, me.email)) return message;
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
  function applyFile(file: MediaFile | { id: number; deleted: true }): void {
    const message = open.value;
    if (!message || "deleted" in file) return;
    const { state, hasThumbnail, width, height, duration } = file;
    const attachments = message.attachments.map((attachment) =>
      attachment.mediaId === file.id
        ? { ...attachment, state, hasThumbnail, width, height, duration }
        : attachment
    );
    open.value = { ...message, attachments };
  }

  return apply;
}
