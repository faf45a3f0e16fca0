import type { Queries } from "../db/database.ts";
import type { Services } from "../services.ts";
import { isFileKey } from "./store/keys.ts";
import type { Store } from "./store/store.ts";

/** More files than this lose their objects only when somebody has restored half a backup. */
const MOST_ORPHAN_ROWS = 100;

/** What one sweep removes at most; the next goes on. */
const MOST_ORPHAN_OBJECTS = 10_000;

/** Where the store and the table `MediaFiles` do not agree. */
export interface Difference {
  /** Keys of objects that no row names. */
  orphanObjects: string[];
  /** Ids of files whose object is not there. */
  orphanRows: number[];
}

/**
 * Goes through the store and the table side by side, both in the order of keys, and looks at what is
 * older than `before`.
 *
 * @throws {Error} where the two may not belong together: more is on one side alone than on both.
 */
export async function compareStore(
  { db, store }: Pick<Services, "db" | "store">,
  before: Date,
  signal: AbortSignal,
  batchSize = 1_000,
): Promise<Difference> {
  const orphanObjects: string[] = [];
  const orphanRows: number[] = [];
  let known = 0;
  let after = "";
  for await (const objects of inBatches(store.list(""), batchSize)) {
    signal.throwIfAborted();
    const isLast = objects.length < batchSize;
    const stored = new Set(objects.map(({ key }) => key));
    const named = await namedAmong(db.query, [...stored]);
    known += named.size;
    for (const { key, modifiedAt } of objects) {
      if (!isFileKey(key) || named.has(key) || modifiedAt >= before) continue;
      if (orphanObjects.length < MOST_ORPHAN_OBJECTS) orphanObjects.push(key);
    }
    // Between the objects of two batches, and past the last one, rows may lie that have none.
    const upTo = isLast ? null : objects.at(-1)!.key;
    const most = stored.size + MOST_ORPHAN_ROWS + 1;
    const rows = await rowsBetween(db.query, after, upTo, before, most);
    const missing = rows.filter(({ R2Key }) => !stored.has(R2Key));
    orphanRows.push(...await confirmed(store, missing));
    refuseMany(orphanRows.length);
    after = upTo ?? after;
  }
  requirePlausible({ orphanObjects, orphanRows }, known);
  return { orphanObjects, orphanRows };
}

/** The last one, and no other, has fewer than `size`, perhaps none. */
async function* inBatches<Item>(
  items: AsyncIterable<Item>,
  size: number,
): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** Those of the keys that a row has. */
async function namedAmong(
  queries: Queries,
  keys: string[],
): Promise<Set<string>> {
  const rows = await queries.selectFrom("MediaFiles").select("R2Key as key")
    .where("R2Key", "in", keys)
    .unionAll(
      queries.selectFrom("MediaFiles").select("ThumbnailKey as key")
        .where("ThumbnailKey", "in", keys).$narrowType<{ key: string }>(),
    ).execute();
  return new Set(rows.map(({ key }) => key));
}

async function rowsBetween(
  queries: Queries,
  after: string,
  upTo: string | null,
  before: Date,
  most: number,
) {
  let query = queries.selectFrom("MediaFiles").select(["Id", "R2Key"])
    .where("R2Key", ">", after).where("UploadDate", "<", before.toISOString())
    .orderBy("R2Key").limit(most);
  if (upTo !== null) query = query.where("R2Key", "<=", upTo);
  return await query.execute();
}

/** A list may be older than the last change: each is asked for by name. */
async function confirmed(
  store: Store,
  rows: { Id: number; R2Key: string }[],
): Promise<number[]> {
  const missing: number[] = [];
  for (const { Id, R2Key } of rows.slice(0, MOST_ORPHAN_ROWS + 1)) {
    if (await store.head(R2Key) === null) missing.push(Id);
  }
  return missing;
}

function refuseMany(orphanRows: number): void {
  if (orphanRows <= MOST_ORPHAN_ROWS) return;
  throw new Error(
    `More than ${MOST_ORPHAN_ROWS} media files have no object in the store, so none is removed: is it the right one?`,
  );
}

/** Few differences can be wrong too: a new bucket or a new database begins with nothing. */
function requirePlausible(
  { orphanObjects, orphanRows }: Difference,
  known: number,
): void {
  if (orphanObjects.length > known) {
    throw new Error(
      `${orphanObjects.length} objects in the store belong to no media file and only ${known} to one, so none is removed: is it this database's own?`,
    );
  }
  if (orphanRows.length > known) {
    throw new Error(
      `${orphanRows.length} media files have no object in the store and only ${known} objects belong to one, so none is removed: is it the right one?`,
    );
  }
}
