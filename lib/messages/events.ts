import type { Attachment } from "../media/contract.ts";
import type { Message, UnreadCount } from "./contract.ts";

/** The envelope's `data` of an event about one message. */
export interface AboutMessage<Payload> {
  messageId: number;
  tenantId: string;
  timestamp: string;
  payload: Payload;
  /** The payload was too long for an event and is cut: ask for the whole. */
  truncated?: true;
}

/** To its sender the event also says under which `clientId` it was sent, so that windows know it. */
export type AnnouncedMessage = Message & { clientId?: string };

/** With it comes how many the message has now, so that a list can say so. */
export type AnnouncedAttachment = Attachment & { attachmentCount: number };

/** A file was attached to a message that had been sent, or taken off. */
export interface AttachmentEvent {
  type: "message:attachment:added" | "message:attachment:removed";
  data: AboutMessage<AnnouncedAttachment>;
}

/** Logged events of this domain, as `{"type", "data"}` on the wire. */
export type MessageEvent =
  | { type: "message:new"; data: AboutMessage<AnnouncedMessage> }
  | {
    type: "message:read";
    data: AboutMessage<{ readerEmail: string; readAt: string }>;
  }
  | AttachmentEvent;

/** A derived signal: absolute, newer by `position`. */
export interface UnreadCountSignal {
  type: "unread:count";
  data: { tenantId: string; timestamp: string; payload: UnreadCount };
}
