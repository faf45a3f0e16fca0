import type { Actor } from "../auth/actor.ts";
import type { RecordEvent } from "../realtime/event.ts";
import { userTopic } from "../realtime/topic.ts";

export interface ReadMessage {
  MessageId: number;
  SenderId: number | null;
  SenderTenantId: string | null;
}

/**
 * Tells the windows of the actor, who has read `messages`, of all of them, and each sender's of their
 * own; one event tells both where it would say the same.
 */
export function announceRead(
  record: RecordEvent,
  actor: Actor,
  messages: ReadMessage[],
  readAt: string,
): void {
  const own = {
    tenantId: actor.tenantId,
    users: [actor.userId],
    rows: messages,
  };
  const audiences = [own];
  const bySender = Map.groupBy(messages, ({ SenderId }) => SenderId);
  for (const [senderId, rows] of bySender) {
    const [{ SenderTenantId: tenantId }] = rows;
    const isKnown = senderId !== null && tenantId !== null;
    if (!isKnown || senderId === actor.userId) continue;
    if (tenantId === own.tenantId && rows.length === messages.length) {
      own.users.push(senderId);
    } else audiences.push({ tenantId, users: [senderId], rows });
  }
  for (const { tenantId, users, rows } of audiences) {
    const messageIds = rows.map(({ MessageId }) => MessageId);
    const [messageId] = messageIds;
    record({
      tenantId,
      type: "message:read",
      topics: users.map(userTopic),
      about: messageIds.length === 1 ? { messageId } : { messageIds },
      payload: { readerEmail: actor.email, readAt },
    });
  }
}
