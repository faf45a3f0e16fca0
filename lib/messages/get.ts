import { type Actor, askedBy } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { notFound } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { attachmentsOf } from "./attachments.ts";
import type { GetQuery, Message } from "./contract.ts";
import { recipientsOf } from "./recipients.ts";
import {
  asMessage,
  SEEN,
  type SeenRow,
  type Viewer,
  WHOLE_BODY,
} from "./seen.ts";

/**
 * One message with all its recipients and attachments, as the actor sees it.
 *
 * @throws {Problem} 404 for one that does not exist, is not the actor's, was deleted, or has
 * expired for its recipients; one that the actor has deleted for themselves can be asked for.
 */
export async function getMessage(
  services: Pick<Services, "db" | "files" | "clock">,
  actor: Actor,
  id: number,
  { deleted = false }: GetQuery = {},
): Promise<Message> {
  const { db, clock } = services;
  const find = deleted ? findReadable : findVisible;
  return await db.read(async (tx) => {
    const row = await find(tx, actor, id, clock.now());
    return await whole(services, tx, actor, row);
  }, askedBy(actor));
}

/** A message for the sender who just sent it, even if it was deleted meanwhile. */
export async function messageAsSent(
  services: Pick<Services, "files">,
  tx: Queries,
  sender: Viewer,
  id: number,
): Promise<Message> {
  const row = await findMessage(tx, sender, id).executeTakeFirstOrThrow();
  return await whole(services, tx, sender, row);
}

/**
 * The message, if the viewer has it as its sender, or in the inbox or the archive.
 *
 * @throws {Problem} 404
 */
export async function findVisible(
  tx: Queries,
  viewer: Viewer,
  id: number,
  now: Date,
): Promise<SeenRow> {
  const row = await findReadable(tx, viewer, id, now);
  if (row.IsDeletedByMe === 1) throw notFound("Message", id);
  return row;
}

/** The same, or one that the viewer has deleted. */
async function findReadable(
  tx: Queries,
  viewer: Viewer,
  id: number,
  now: Date,
): Promise<SeenRow> {
  const row = await findMessage(tx, viewer, id)
    .where("m.IsDeleted", "=", 0)
    .where((eb) =>
      eb.or([
        eb("m.SenderEmail", "=", viewer.email),
        eb("mine.Id", "is not", null).and(
          eb("m.ExpiresAt", "is", null)
            .or("m.ExpiresAt", ">", now.toISOString()),
        ),
      ])
    ).executeTakeFirst();
  if (!row) throw notFound("Message", id);
  return row;
}

function findMessage(tx: Queries, viewer: Viewer, id: number) {
  return tx.selectFrom("Messages as m")
    .leftJoin(
      "MessageRecipients as mine",
      (join) =>
        join.onRef("mine.MessageId", "=", "m.Id")
          .on("mine.RecipientEmail", "=", viewer.email),
    )
    .leftJoin("Users as sender", "sender.Email", "m.SenderEmail")
    .select([...SEEN, WHOLE_BODY])
    .where("m.Id", "=", id)
    .$if(
      viewer.role !== "global_admin",
      (query) => query.where("m.TenantId", "=", viewer.tenantId),
    );
}

async function whole(
  { files }: Pick<Services, "files">,
  tx: Queries,
  viewer: Viewer,
  row: SeenRow,
): Promise<Message> {
  const recipients = await recipientsOf(tx, [row.Id], row.RecipientCount);
  const attachments = await attachmentsOf(files, tx, [row.Id]);
  return asMessage(
    row,
    recipients.get(row.Id) ?? [],
    viewer,
    attachments.get(row.Id) ?? [],
  );
}
