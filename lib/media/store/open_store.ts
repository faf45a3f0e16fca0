import { join } from "node:path";
import type { Log } from "../../log.ts";
import { type Settings, SettingsError } from "../../settings.ts";
import { folderStore } from "./folder_store.ts";
import { type Store, StoreRefusedError } from "./store.ts";

/**
 * The store that the settings name, tried once: one that is away may come back.
 *
 * @throws {SettingsError} for a bucket that refuses us.
 */
export async function openUsableStore(
  settings: Pick<Settings, "bucket" | "dataDir">,
  log: Log,
): Promise<Store> {
  const store = await openStore(settings);
  if (!settings.bucket) return store;
  const { endpoint, bucket } = settings.bucket;
  try {
    for await (const _ of store.list("")) break;
  } catch (error) {
    if (error instanceof StoreRefusedError) {
      throw new SettingsError(
        `S3_ENDPOINT: cannot use the bucket "${bucket}" at ${endpoint}: ${error.reason}`,
        { cause: error },
      );
    }
    log.warn("the file store is away", { endpoint, why: String(error) });
  }
  return store;
}

/** The store that the settings name: a bucket, or the folder `media` below the data folder. */
export async function openStore(
  { bucket, dataDir }: Pick<Settings, "bucket" | "dataDir">,
): Promise<Store> {
  if (!bucket) return folderStore(join(dataDir, "media"));
  // Without a bucket, the start does not wait for its client to load.
  const { s3Store } = await import("./s3_store.ts");
  return s3Store(bucket);
}
