import { join } from "node:path";
import type { Settings } from "../../settings.ts";
import { folderStore } from "./folder_store.ts";
import { s3Store } from "./s3_store.ts";
import type { Store } from "./store.ts";

/** The store that the settings name: a bucket, or the folder `media` below the data folder. */
export function openStore(
  { bucket, dataDir }: Pick<Settings, "bucket" | "dataDir">,
): Store {
  return bucket ? s3Store(bucket) : folderStore(join(dataDir, "media"));
}
