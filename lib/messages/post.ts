import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import type { Later } from "../db/later.ts";
import type { MediaFile } from "../media/contract.ts";
import type { RecordEvent } from "../realtime/event.ts";
import { userTopic } from "../realtime/topic.ts";
import type { Person } from "../tenancy/users.ts";
import type { Address } from "./addressees.ts";
import { attachFiles } from "./attachments.ts";
import { type Attachment, type Message, RECIPIENTS_SHOWN } from "./contract.ts";
import { insertMessage, type NewMessage } from "./insert.ts";

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
  const type = "message:new";
  const about = { messageId: message.id };
  const shown = message.recipients.slice(0, RECIPIENTS_SHOWN);
  const others = people.filter(({ Id }) => Id !== actor.userId);
  if (others.length > 0) {
    record({
      tenantId: message.tenantId,
      type,
      topics: others.map(({ Id }) => userTopic(Id)),
      about,
      payload: {
        ...message,
        isRead: false,
        recipients: shown.map((recipient) => ({ ...recipient, isRead: null })),
      },
    });
  }
  record({
    tenantId: actor.tenantId,
    type,
    topics: [userTopic(actor.userId)],
    about,
    payload: { ...message, recipients: shown, clientId },
  });
}
