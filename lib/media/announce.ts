import type { Queries } from "../db/database.ts";
import type { RecordEvent } from "../realtime/event.ts";
import { TENANT, type Topic, userTopic } from "../realtime/topic.ts";
import type { MediaEvent } from "./events.ts";
import { leanFile } from "./lean.ts";
import type { Audience, FileUses } from "./ports.ts";
import { asMediaFile, type FileRow, received } from "./present.ts";

const UPDATE: MediaEvent["type"] = "media:update";

/**
 * Tells those who have a file in their library how it is now: its uploader, or the tenant where it is
 * shared. `was`: the row before, where the change may have taken it from the library of some.
 */
export async function announceFile(
  tx: Queries,
  record: RecordEvent,
  row: FileRow,
  was: FileRow = row,
): Promise<void> {
  const about = { mediaId: row.Id };
  const tenantId = row.TenantId;
  if (isInSharedLibrary(was) && !isInSharedLibrary(row)) {
    const payload = { id: row.Id, deleted: true as const };
    record({ tenantId, type: UPDATE, topics: [TENANT], about, payload });
  }
  const owner = await ownerOf(tx, row);
  const topics: Topic[] | undefined = isInSharedLibrary(row)
    ? [TENANT]
    : owner && [userTopic(owner.id)];
  if (!topics) return;
  record({
    tenantId,
    type: UPDATE,
    topics,
    about,
    payload: leanFile(asMediaFile(row)),
  });
}

/** Tells those who have a file in a message or the like, but not in their library, how it is now. */
export async function announceReceived(
  fileUses: readonly FileUses[],
  tx: Queries,
  record: RecordEvent,
  row: FileRow,
  now: Date,
): Promise<void> {
  const owner = await ownerOf(tx, row);
  for (const [tenantId, people] of await audienceOf(fileUses, tx, row, now)) {
    if (tenantId === row.TenantId && isInSharedLibrary(row)) continue;
    const others = [...people].filter((id) => id !== owner?.id);
    if (others.length === 0) continue;
    record({
      tenantId,
      type: UPDATE,
      topics: others.map(userTopic),
      about: { mediaId: row.Id },
      payload: leanFile(asMediaFile(received(row))),
    });
  }
}

async function audienceOf(
  fileUses: readonly FileUses[],
  tx: Queries,
  { Id }: FileRow,
  now: Date,
): Promise<Audience> {
  const all: Audience = new Map();
  for (const uses of fileUses) {
    for (const [tenantId, people] of await uses.audienceOf(tx, Id, now)) {
      all.set(tenantId, people.union(all.get(tenantId) ?? new Set()));
    }
  }
  return all;
}

/** Tells those who have a file in their library that it is gone from there. */
export async function announceDeleted(
  tx: Queries,
  record: RecordEvent,
  row: FileRow,
): Promise<void> {
  const owner = await ownerOf(tx, row);
  const topics: Topic[] = row.IsShared === 1
    ? [TENANT]
    : owner
    ? [userTopic(owner.id)]
    : [];
  if (topics.length === 0) return;
  record({
    tenantId: row.TenantId,
    type: UPDATE,
    topics,
    about: { mediaId: row.Id },
    payload: { id: row.Id, deleted: true },
  });
}

function isInSharedLibrary(row: FileRow): boolean {
  return row.IsShared === 1 && row.IsDeleted === 0;
}

async function ownerOf(tx: Queries, row: FileRow) {
  return await tx.selectFrom("Users").select("Id as id")
    .where("Email", "=", row.UploadedBy).executeTakeFirst();
}
