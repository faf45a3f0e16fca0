import type { Queries } from "../db/database.ts";
import type { RecordEvent } from "../realtime/spine.ts";
import { asMediaFile, type FileRow } from "./present.ts";

/**
 * Tells those who may see a file how it is now: its uploader, the tenant where it is shared, and the
 * people of the messages that it is attached to. `was`: the row before, where the change may have
 * taken it from the library of some.
 */
export async function announceFile(
  tx: Queries,
  record: RecordEvent,
  row: FileRow,
  was: FileRow = row,
): Promise<void> {
  const about = { mediaId: row.Id };
  const type = "media:update";
  if (isInSharedLibrary(was) && !isInSharedLibrary(row)) {
    const payload = { id: row.Id, deleted: true };
    const topics = ["tenant"];
    record({ tenantId: row.TenantId, type, topics, about, payload });
  }
  const topics = await peopleOf(tx, row);
  if (isInSharedLibrary(row)) topics.set(row.TenantId, new Set(["tenant"]));
  const file = asMediaFile(row);
  for (const [tenantId, users] of topics) {
    // Sharing is within a tenant; others have the file in a message only.
    const shared = file.shared && tenantId === row.TenantId;
    const payload = { ...file, shared };
    record({ tenantId, type, topics: [...users], about, payload });
  }
}

/** Tells those who have a file in their library that it is gone from there. */
export async function announceDeleted(
  tx: Queries,
  record: RecordEvent,
  row: FileRow,
): Promise<void> {
  const owner = await ownerOf(tx, row);
  const topics = row.IsShared === 1 ? ["tenant"] : owner ? [owner.topic] : [];
  if (topics.length === 0) return;
  record({
    tenantId: row.TenantId,
    type: "media:update",
    topics,
    about: { mediaId: row.Id },
    payload: { id: row.Id, deleted: true },
  });
}

function isInSharedLibrary(row: FileRow): boolean {
  return row.IsShared === 1 && row.IsDeleted === 0;
}

/** Topics of the uploader and of all who have it in a message, by tenant. */
async function peopleOf(
  tx: Queries,
  row: FileRow,
): Promise<Map<string, Set<string>>> {
  const topics = new Map<string, Set<string>>();
  const add = (tenantId: string, topic: string) =>
    topics.set(tenantId, (topics.get(tenantId) ?? new Set()).add(topic));

  const owner = await ownerOf(tx, row);
  if (owner) add(row.TenantId, owner.topic);
  const senders = tx.selectFrom("MessageAttachments as a")
    .innerJoin("Messages as m", "m.Id", "a.MessageId")
    .innerJoin("Users as u", "u.Email", "m.SenderEmail")
    .where("a.MediaId", "=", row.Id).where("m.IsDeleted", "=", 0)
    .select(["u.Id", "u.TenantId"]);
  const recipients = tx.selectFrom("MessageAttachments as a")
    .innerJoin("Messages as m", "m.Id", "a.MessageId")
    .innerJoin("MessageRecipients as r", "r.MessageId", "m.Id")
    .innerJoin("Users as u", "u.Email", "r.RecipientEmail")
    .where("a.MediaId", "=", row.Id).where("m.IsDeleted", "=", 0)
    .where("m.IsRecalled", "=", 0).where("r.IsDeleted", "=", 0)
    .select(["u.Id", "u.TenantId"]);
  for (const { Id, TenantId } of await senders.union(recipients).execute()) {
    add(TenantId, `user:${Id}`);
  }
  return topics;
}

async function ownerOf(tx: Queries, row: FileRow) {
  const user = await tx.selectFrom("Users").select("Id")
    .where("Email", "=", row.UploadedBy).executeTakeFirst();
  return user && { topic: `user:${user.Id}` };
}
