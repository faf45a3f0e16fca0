import type { Actor } from "../auth/actor.ts";
import type { Services } from "../services.ts";
import {
  filesInLibrary,
  findVisibleFile,
  isReadable,
  mayManage,
} from "./access.ts";
import type { MediaDetail, MediaFile } from "./contract.ts";
import { asMediaFile } from "./present.ts";

const MESSAGES_SHOWN = 50;

/** Those of the files that the actor has in the library, in this order. */
export async function findFiles(
  { db }: Pick<Services, "db">,
  actor: Actor,
  ids: number[],
): Promise<MediaFile[]> {
  const rows = await filesInLibrary(db.query, actor)
    .where("Id", "in", ids.filter(Number.isSafeInteger)).execute();
  const byId = new Map(rows.map((row) => [row.Id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []).map(asMediaFile);
}

/**
 * One file, and which of the actor's messages it is in.
 *
 * @throws {Problem} 404 for what the actor may not see.
 */
export async function getFile(
  { db, clock }: Pick<Services, "db" | "clock">,
  actor: Actor,
  id: number,
): Promise<MediaDetail> {
  const now = clock.now();
  return await db.read(async (tx) => {
    const row = await findVisibleFile(tx, actor, id, now);
    const messages = await tx.selectFrom("MessageAttachments as a")
      .innerJoin("Messages as m", "m.Id", "a.MessageId")
      .select(["m.Id", "m.Subject", "m.CreatedAt"])
      .where("a.MediaId", "=", id)
      .where(isReadable(actor, now))
      .orderBy("a.MessageId", "desc").limit(MESSAGES_SHOWN).execute();
    return {
      ...asMediaFile(row),
      mayManage: mayManage(actor, row),
      usedIn: messages.map(({ Id, Subject, CreatedAt }) => ({
        messageId: Id,
        subject: Subject,
        createdAt: CreatedAt,
      })),
    };
  });
}
