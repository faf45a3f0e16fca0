import { type Defaults, fill, type Lean, lean } from "../shared/lean.ts";
import type { Attachment, Message, Recipient } from "./contract.ts";

/** How many recipients an event names; `recipientCount` says how many there are. */
export const RECIPIENTS_TOLD = 5;

/** A message as an event tells it, without what the envelope around it says. */
export type LeanMessage = Lean<Parts, AlsoLeftOut>;
export type LeanAttachment = Lean<Attachment>;

/** A message whose recipients and attachments are lean. */
type Parts = Omit<Message, "recipients" | "attachments"> & {
  recipients: Lean<Recipient>[];
  attachments: LeanAttachment[];
};

type AlsoLeftOut =
  | "tenantId"
  | "createdAt"
  | "recipientCount"
  | "messageType"
  | "priority"
  | "attachmentCount";

/** What the envelope of an event says that a message would say again. */
interface Envelope {
  tenantId: string;
  timestamp: string;
}

/** `isSender`: the event is for the message's sender, who alone is told who has read it. */
export function leanMessage(
  message: Message,
  envelope: Envelope,
  isSender: boolean,
): LeanMessage {
  const recipients = message.recipients.slice(0, RECIPIENTS_TOLD)
    .map((recipient) => lean(recipient, recipientDefaults(isSender)));
  const attachments = message.attachments.map(leanAttachment);
  return lean<Parts, AlsoLeftOut>(
    { ...message, recipients, attachments },
    messageDefaults(envelope, recipients.length),
  );
}

/** The message again, but for the recipients that are not named. */
export function fillMessage(
  { payload, ...envelope }: Envelope & { payload: LeanMessage },
  isSender: boolean,
): Message {
  const given = payload.recipients?.length ?? 0;
  const parts = fill(payload, messageDefaults(envelope, given));
  return {
    ...parts,
    recipients: parts.recipients
      .map((recipient) => fill(recipient, recipientDefaults(isSender))),
    attachments: parts.attachments.map(fillAttachment),
  };
}

export function leanAttachment(attachment: Attachment): LeanAttachment {
  return lean(attachment, ATTACHMENT_DEFAULTS);
}

export function fillAttachment(told: LeanAttachment): Attachment {
  return fill(told, ATTACHMENT_DEFAULTS);
}

function messageDefaults(
  { tenantId, timestamp }: Envelope,
  recipientCount: number,
): Defaults<Parts, AlsoLeftOut> {
  return {
    tenantId,
    createdAt: timestamp,
    recipients: [],
    recipientCount,
    messageType: "message",
    priority: "normal",
    expiresAt: null,
    isRead: false,
    isArchived: false,
    isDeleted: false,
    isRecalled: false,
    recalledAt: null,
    recallReason: null,
    hasAttachments: false,
    attachmentCount: 0,
    attachments: [],
    links: [],
  };
}

function recipientDefaults(isSender: boolean): Defaults<Recipient> {
  return { isRead: isSender ? false : null, readAt: null };
}

const ATTACHMENT_DEFAULTS: Defaults<Attachment> = {
  width: null,
  height: null,
  duration: null,
  hasThumbnail: false,
};
