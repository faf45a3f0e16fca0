import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Settings } from "../settings.ts";
import { PRIVATE_FOLDER } from "./private_file.ts";

/** Where the database is: the server that the settings name, else a file in the data directory. */
export function databaseLocation(
  { databaseUrl, databaseToken, dataDir }: Settings,
): { url: string; authToken?: string } {
  if (databaseUrl) return { url: databaseUrl, authToken: databaseToken };
  Deno.mkdirSync(dataDir, { recursive: true, mode: PRIVATE_FOLDER });
  return { url: pathToFileURL(join(dataDir, "harbor.db")).href };
}

/** Where the file of a `file:` URL is; `undefined` for a server's. */
export function filePathOf(url: string): string | undefined {
  if (!url.startsWith("file:")) return undefined;
  return decodeURIComponent(url.replace(/^file:(\/\/(?=\/))?/, ""));
}
