import type { Attachment, MediaFile } from "./contract.ts";

/** With it comes how many the message has now, so that a list can say so. */
export type AnnouncedAttachment = Attachment & { attachmentCount: number };

/** A file was attached to a message that had been sent, or taken off. */
export interface AttachmentEvent {
  type: "message:attachment:added" | "message:attachment:removed";
  data: {
    messageId: number;
    tenantId: string;
    timestamp: string;
    payload: AnnouncedAttachment;
  };
}

/** Logged events of this domain, as `{"type", "data"}` on the wire. */
export type MediaEvent =
  | AttachmentEvent
  | {
    /** Scanned, renamed, described, shared; told to those who may see the file. */
    type: "media:update";
    data: {
      mediaId: number;
      tenantId: string;
      timestamp: string;
      /** A file that was deleted from the library, or is no longer shared, has only these two. */
      payload: MediaFile | { id: number; deleted: true };
    };
  };
