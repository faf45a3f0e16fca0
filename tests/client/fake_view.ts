import { signal } from "@preact/signals";
import { AREAS } from "../../lib/areas.ts";
import type { Mailbox, MessagesView } from "../../lib/client/messages/view.ts";
import { MESSAGES_WORDS } from "../../lib/i18n/messages/words.ts";
import { builtInLimits } from "../../lib/limits/limits.ts";
import type {
  Message,
  MessageSummary,
  UnreadCount,
} from "../../lib/messages/contract.ts";
import { leanMessage } from "../../lib/messages/lean.ts";
import { readSettings } from "../../lib/settings.ts";

/** Ada's view of her inbox, or of what `mailbox` says. */
export function adasView(mailbox: Partial<Mailbox> = {}): MessagesView {
  return {
    language: "en",
    words: MESSAGES_WORDS.en,
    timeZone: signal("UTC"),
    me: {
      userId: 7,
      email: "ada@acme.test",
      name: "Ada",
      role: "subscriber",
      tenantId: "acme",
      tenantName: "Acme",
    },
    limits: {
      ...builtInLimits(readSettings({}, AREAS)),
      allowedTypes: ["image/png", "text/plain"],
    },
    position: 10,
    counters: signal({ "unread:count": { ...unread(0, 10) } }),
    connection: signal({
      status: "connecting",
      since: "2026-03-01T09:00:00.000Z",
      lastEventAt: null,
      roundTripMs: null,
    }),
    mailbox: {
      box: "inbox",
      q: signal(""),
      unreadOnly: false,
      summaries: signal([]),
      nextCursor: signal(null),
      arrived: signal([]),
      open: signal(null),
      outgoing: signal([]),
      ...mailbox,
    },
  };
}

export function unread(count: number, position: number): UnreadCount {
  return {
    count,
    byPriority: { low: 0, normal: count, high: 0, urgent: 0 },
    position,
  };
}

const ada = { email: "ada@acme.test", name: "Ada" };
const ben = { email: "ben@acme.test", name: "Ben" };

/** Message `id`, from Ben to Ada; a higher id is a later one. */
export function message(id: number, about: Partial<Message> = {}): Message {
  return {
    id,
    tenantId: "acme",
    subject: `Subject ${id}`,
    body: `Body ${id}`,
    sender: ben,
    recipients: [{ ...ada, isRead: null, readAt: null }],
    recipientCount: 1,
    messageType: "message",
    priority: "normal",
    createdAt: new Date(Date.UTC(2026, 2, 1, 9, id)).toISOString(),
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
    ...about,
  };
}

/** Message `id`, from Ada to Ben. */
export function adasMessage(id: number, about: Partial<Message> = {}): Message {
  return message(id, {
    sender: ada,
    recipients: [{ ...ben, isRead: false, readAt: null }],
    isRead: true,
    ...about,
  });
}

export function summary(
  id: number,
  about: Partial<MessageSummary> = {},
): MessageSummary {
  const { body, attachments: _, links: __, ...head } = message(id);
  return { ...head, preview: body, ...about };
}

/** As the server tells it to Ada. */
export function newMessage(
  id: number,
  { clientId, ...whole }: Message & { clientId?: string },
  truncated?: true,
) {
  const envelope = { ...about(whole.id), timestamp: whole.createdAt };
  const isSender = whole.sender.email === ada.email;
  const payload = { ...leanMessage(whole, envelope, isSender), clientId };
  const data = { ...envelope, payload, truncated };
  return { id, type: "message:new", data };
}

export function readBy(
  id: number,
  what: number | number[],
  readerEmail: string,
) {
  const readAt = "2026-03-01T10:00:00.000Z";
  const { messageId: _, ...envelope } = about(0);
  const data = {
    ...Array.isArray(what) ? { messageIds: what } : { messageId: what },
    ...envelope,
    payload: { readerEmail, readAt },
  };
  return { id, type: "message:read", data };
}

export function unreadCount(count: number, position: number) {
  const data = { ...about(0), payload: unread(count, position) };
  return { type: "unread:count", data };
}

function about(messageId: number) {
  return { messageId, tenantId: "acme", timestamp: "2026-03-01T10:00:00.000Z" };
}
