import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import type { Later } from "../db/later.ts";
import type { MediaFile } from "../media/contract.ts";
import type { RecordEvent } from "../realtime/event.ts";
import { userTopic } from "../realtime/topic.ts";
import type { Person } from "../tenancy/users.ts";
import type { Address } from "./addressees.ts";
import { attachFiles } from "./attachments.ts";
import type { Attachment, Message } from "./contract.ts";
import { insertMessage, type NewMessage } from "./insert.ts";
import { leanMessage } from "./lean.ts";

/** The content of a message that is about to be written. */
export type Draft =
  & Pick<
    NewMessage,
    | "subject"
    | "body"
    | "priority"
    | "messageType"
    | "createdAt"
    | "expiresAt"
  >
  & { clientId?: string; files: MediaFile[] };

/** Writes one message into the mailboxes of one tenant and tells everybody concerned. */
export async function post(
  tx: Queries,
  record: RecordEvent,
  later: Later,
  actor: Actor,
  { tenantId, people }: Address,
  draft: Draft,
): Promise<Message> {
  const id = await insertMessage(
    tx,
    later,
    {
      ...draft,
      tenantId,
      senderEmail: actor.email,
      clientId: draft.clientId ?? null,
    },
    people.map(({ Email }) => ({ email: Email, readAt: null })),
  );
  const sentAt = new Date(draft.createdAt);
  const attachments = await attachFiles(tx, actor, id, draft.files, sentAt);
  const address = { tenantId, people };
  const message = newMessage(id, actor, address, draft, attachments);
  announce(record, actor, people, message, draft.clientId);
  return message;
}

/** The message as its sender sees it. */
function newMessage(
  id: number,
  actor: Actor,
  { tenantId, people }: Address,
  draft: Draft,
  attachments: Attachment[],
): Message {
  return {
    id,
    tenantId,
    subject: draft.subject,
    body: draft.body,
    sender: { email: actor.email, name: actor.name },
    recipients: people.map(({ Email, Name }) => ({
      email: Email,
      name: Name,
      isRead: false,
      readAt: null,
    })),
    recipientCount: people.length,
    messageType: draft.messageType,
    priority: draft.priority,
    createdAt: draft.createdAt,
    expiresAt: draft.expiresAt,
    isRead: !people.some(({ Id }) => Id === actor.userId),
    isArchived: false,
    isDeleted: false,
    isRecalled: false,
    recalledAt: null,
    recallReason: null,
    hasAttachments: attachments.length > 0,
    attachmentCount: attachments.length,
    attachments,
    links: [],
  };
}

/**
 * Records two events, since the two sides see different things. The sender's goes to the sender's
 * own tenant. The recipients are addressed one by one even when they are the whole tenant, because
 * somebody who joins it later must not find the message in the log.
 */
function announce(
  record: RecordEvent,
  actor: Actor,
  people: Person[],
  message: Message,
  clientId: string | undefined,
): void {
  const timestamp = message.createdAt;

  function tell(
    tenantId: string,
    users: number[],
    seen: Message,
    isSender: boolean,
  ): void {
    record({
      tenantId,
      type: "message:new",
      topics: users.map(userTopic),
      about: { messageId: message.id },
      timestamp,
      payload: {
        ...leanMessage(seen, { tenantId, timestamp }, isSender),
        ...isSender && { clientId },
      },
    });
  }

  const others = people.map(({ Id }) => Id).filter((id) => id !== actor.userId);
  if (others.length > 0) {
    const recipients = message.recipients
      .map((recipient) => ({ ...recipient, isRead: null }));
    const seen = { ...message, isRead: false, recipients };
    tell(message.tenantId, others, seen, false);
  }
  tell(actor.tenantId, [actor.userId], message, true);
}
