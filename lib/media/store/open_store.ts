import { join } from "node:path";
import type { Settings } from "../../settings.ts";
import { folderStore } from "./folder_store.ts";
import type { Store } from "./store.ts";

/** The store that the settings name: a bucket, or the folder `media` below the data folder. */
export async function openStore(
  { bucket, dataDir }: Pick<Settings, "bucket" | "dataDir">,
): Promise<Store> {
  if (!bucket) return folderStore(join(dataDir, "media"));
  // Without a bucket, the start does not wait for its client to load.
  const { s3Store } = await import("./s3_store.ts");
  return s3Store(bucket);
}
