import { type Actor, askedBy } from "../auth/actor.ts";
import { userTopic } from "../realtime/topic.ts";
import type { Services } from "../services.ts";
import { TYPING_SHOWN_MS } from "../shared/typing.ts";
import { audienceOf } from "./audience.ts";
import { findVisible } from "./get.ts";

/** A message with more readers is an announcement: each of them would be told of all the others. */
const MOST_TOLD = 100;

/**
 * Tells the others who can read a thread's newest message that the actor is writing a reply. A
 * thread is named by that message's id. Of more than 100 others, nobody is told.
 *
 * @throws {Problem} 404 for a message that the actor does not have.
 */
export async function tellTyping(
  { db, spine, clock }: Pick<Services, "db" | "spine" | "clock">,
  actor: Actor,
  threadId: number,
): Promise<void> {
  const now = clock.now();
  const audience = await db.read(async (tx) => {
    await findVisible(tx, actor, threadId, now);
    return await audienceOf(tx, { messageId: threadId }, now);
  }, askedBy(actor));
  const { userId, email, name } = actor;
  const target = `thread:${threadId}`;
  const until = new Date(now.getTime() + TYPING_SHOWN_MS).toISOString();
  for (const [tenantId, users] of audience) {
    const others = [...users].filter((id) => id !== userId);
    if (others.length === 0 || others.length > MOST_TOLD) continue;
    spine.signal({
      tenantId,
      type: "typing",
      topics: others.map(userTopic),
      data: { userId, email, name, target, until },
      key: `${target}/${userId}`,
    });
  }
}
