import type { HarborEvent } from "../realtime/event.ts";
import type { UnreadCount } from "./contract.ts";
import type { LeanAttachment, LeanMessage } from "./lean.ts";

declare module "../realtime/event.ts" {
  interface EventTypes {
    "message:new": { about: AboutMessage; payload: AnnouncedMessage };
    "message:read": {
      about: AboutMessage | AboutMessages;
      payload: { readerEmail: string; readAt: string };
    };
    /** What is each one's own has changed, for them alone. */
    "message:update": {
      about: AboutMessage | AboutMessages;
      payload: OwnState;
    };
    /** It is in no box any more: for one's own windows, or for everybody. */
    "message:delete": {
      about: AboutMessage | AboutMessages;
      payload: Record<never, never>;
    };
    /** A file was attached to a message that had been sent. */
    "message:attachment:added": {
      about: AboutMessage;
      payload: AnnouncedAttachment;
    };
    "message:attachment:removed": {
      about: AboutMessage;
      payload: AnnouncedAttachment;
    };
  }

  interface SignalTypes {
    /** Somebody writes a reply; `target` is the thread (`thread:88`), `until` ISO 8601. */
    typing: {
      userId: number;
      email: string;
      name: string;
      target: string;
      until: string;
    };
  }

  interface DerivedTypes {
    "unread:count": Omit<UnreadCount, "position">;
  }
}

interface AboutMessage {
  messageId: number;
}

/** What was done to many at once: at most 1,000. */
interface AboutMessages {
  messageIds: number[];
}

/** What of a message is each one's own. */
export interface OwnState {
  isRead?: boolean;
  isArchived?: boolean;
  isDeleted?: boolean;
}

/** The sender's event also has the `clientId`, so that the sender's windows know the message. */
export type AnnouncedMessage = LeanMessage & { clientId?: string };

/** It comes with the message's new number of attachments, for lists. */
export type AnnouncedAttachment = LeanAttachment & { attachmentCount: number };

export type AttachmentEvent = HarborEvent<
  "message:attachment:added" | "message:attachment:removed"
>;

export type MessageEvent =
  | HarborEvent<
    "message:new" | "message:read" | "message:update" | "message:delete"
  >
  | AttachmentEvent;
