import { type Actor, askedBy } from "../../auth/actor.ts";
import type { Queries } from "../../db/database.ts";
import { notFound, Problem } from "../../http/problem.ts";
import { commit } from "../../realtime/commit.ts";
import type { RecordEvent } from "../../realtime/event.ts";
import { head } from "../../realtime/log/log.ts";
import { userTopic } from "../../realtime/topic.ts";
import type { Services } from "../../services.ts";
import type {
  BulkInput,
  BulkResult,
  OwnAction,
  OwnResult,
} from "../contract.ts";
import { markThese } from "../mark_read.ts";
import { deleteForAll } from "./delete_for_all.ts";
import { type OwnRow, ownRows } from "./own_rows.ts";
import { outcomeOf } from "./outcome.ts";
import { ownUpdate } from "./own_update.ts";

type OwnServices = Pick<Services, "db" | "spine" | "files" | "clock">;

/**
 * Does something to one message, for the actor alone; but a sender who is no recipient deletes it
 * for everybody, and for good. What is so already changes nothing and tells nobody.
 *
 * @throws {Problem} 404 for what the actor does not have; 409 for restoring what was deleted for
 * everybody.
 */
export async function changeOwn(
  services: OwnServices,
  actor: Actor,
  action: OwnAction,
  id: number,
): Promise<OwnResult> {
  const now = services.clock.now();
  const { ids, removeContent } = await commit(
    services,
    async (tx, record) => {
      const row = (await ownRows(tx, actor, [id], now)).get(id);
      switch (outcomeOf(action, row)) {
        case "missing":
          throw notFound("Message", id);
        case "gone":
          throw new Problem(
            409,
            `Cannot restore message "${id}": it was deleted for everybody`,
          );
        case "same":
          return { ids: [] };
        case "forAll":
          return {
            ids: [id],
            removeContent: await deleteForAll(
              services,
              tx,
              record,
              actor,
              id,
              now,
            ),
          };
        case "done":
          await apply(tx, record, actor, action, [row!], now);
          return { ids: [id] };
      }
    },
    askedBy(actor),
  );
  await removeContent?.();
  return { ids, position: await head(services.db.query) };
}

const STATUS = { done: 200, same: 200, missing: 404, forAll: 409, gone: 409 };

/**
 * Does the same to many messages in one transaction, told as one. Each has its own outcome: what
 * cannot be done to one keeps the others from nothing. What would delete a message for everybody is
 * 409 for that one.
 */
export async function changeMany(
  services: OwnServices,
  actor: Actor,
  { ids, action }: BulkInput,
): Promise<BulkResult> {
  const now = services.clock.now();
  const wanted = [...new Set(ids)];
  const results = await commit(services, async (tx, record) => {
    const rows = await ownRows(tx, actor, wanted, now);
    const outcomes = wanted.map((id) => ({
      id,
      outcome: outcomeOf(action, rows.get(id)),
    }));
    const changed = outcomes.filter(({ outcome }) => outcome === "done")
      .map(({ id }) => rows.get(id)!);
    await apply(tx, record, actor, action, changed, now);
    return outcomes.map(({ id, outcome }) => ({ id, status: STATUS[outcome] }));
  }, askedBy(actor));
  return { results, position: await head(services.db.query) };
}

/** Changes these rows, each of which it makes a difference to, and tells the actor's windows. */
async function apply(
  tx: Queries,
  record: RecordEvent,
  actor: Actor,
  action: OwnAction,
  rows: OwnRow[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  if (action === "read") {
    await markThese(tx, record, actor, ids, now);
    return;
  }
  const { copy, sent, told } = ownUpdate(action, now);
  await tx.updateTable("MessageRecipients").set(copy)
    .where("MessageId", "in", ids)
    .where("RecipientEmail", "=", actor.email).execute();
  const mine = rows.filter(({ isMine }) => isMine).map(({ id }) => id);
  if (sent && mine.length > 0) {
    await tx.updateTable("Messages").set(sent).where("Id", "in", mine)
      .execute();
  }
  const [messageId] = ids;
  record({
    tenantId: actor.tenantId,
    topics: [userTopic(actor.userId)],
    about: ids.length === 1 ? { messageId } : { messageIds: ids },
    ...told,
  });
}
