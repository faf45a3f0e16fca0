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

/** Logged events of this domain, as `{"type", "data"}` on the wire. */
export type MessageEvent =
  | { type: "message:new"; data: AboutMessage<AnnouncedMessage> }
  | {
    type: "message:read";
    data: AboutMessage<{ readerEmail: string; readAt: string }>;
  };

/** A derived signal: absolute, newer by `position`. */
export interface UnreadCountSignal {
  type: "unread:count";
  data: { tenantId: string; timestamp: string; payload: UnreadCount };
}
