import type { Queries } from "../db/database.ts";
import type { RecordEvent } from "../realtime/spine.ts";
import { addTopic, audienceOf } from "./audience.ts";
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
  now: Date,
  was: FileRow = row,
): Promise<void> {
  const about = { mediaId: row.Id };
  const type = "media:update";
  if (isInSharedLibrary(was) && !isInSharedLibrary(row)) {
    const payload = { id: row.Id, deleted: true };
    const topics = ["tenant"];
    record({ tenantId: row.TenantId, type, topics, about, payload });
  }
  const audience = await audienceOf(tx, { mediaId: row.Id }, now);
  const owner = await ownerOf(tx, row);
  if (owner) addTopic(audience, row.TenantId, owner.topic);
  if (isInSharedLibrary(row)) audience.set(row.TenantId, new Set(["tenant"]));
  const file = asMediaFile(row);
  for (const [tenantId, topics] of audience) {
    // Sharing is within a tenant; others have the file in a message only.
    const shared = file.shared && tenantId === row.TenantId;
    const payload = { ...file, shared };
    record({ tenantId, type, topics: [...topics], about, payload });
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

async function ownerOf(tx: Queries, row: FileRow) {
  const user = await tx.selectFrom("Users").select("Id")
    .where("Email", "=", row.UploadedBy).executeTakeFirst();
  return user && { topic: `user:${user.Id}` };
}
