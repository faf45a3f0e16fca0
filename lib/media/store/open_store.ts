import { join } from "node:path";
import type { Settings } from "../../settings.ts";
import { folderStore } from "./folder_store.ts";
import type { Store } from "./store.ts";

/** The store that the settings name: a bucket, or the folder `media` below the data folder. */
export function openStore({ dataDir }: Pick<Settings, "dataDir">): Store {
  return folderStore(join(dataDir, "media"));
}
