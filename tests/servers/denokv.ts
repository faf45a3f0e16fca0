import { join } from "node:path";
import {
  cacheDir,
  exists,
  install,
  serve,
  type ServerProcess,
} from "./process.ts";

const VERSION = "0.14.0";

/** The token of this server's clients. It needs at least 12 characters. */
export const KV_TOKEN = "harbor-test-token";

/** A Deno KV server with its data in `folder`. */
export async function startDenokv(
  folder: string,
): Promise<ServerProcess & { url: string }> {
  const binary = await installDenokv();
  const server = await serve(binary, (port) => [
    "--sqlite-path",
    join(folder, "kv.db"),
    "serve",
    "--addr",
    `127.0.0.1:${port}`,
    "--access-token",
    KV_TOKEN,
  ]);
  return { ...server, url: `http://127.0.0.1:${server.port}` };
}

/** Opens it as the test's own client. Deno reads the token only from the environment. */
export function openKvAt(url: string): Promise<Deno.Kv> {
  Deno.env.set("DENO_KV_ACCESS_TOKEN", KV_TOKEN);
  return Deno.openKv(url);
}

/** Builds it from its published source: some minutes, once. */
export async function installDenokv(): Promise<string> {
  const folder = cacheDir(`denokv-${VERSION}`);
  const binary = join(folder, "bin/denokv");
  if (!await exists(binary)) {
    await install("cargo", [
      "install",
      "denokv",
      "--version",
      VERSION,
      "--locked",
      "--root",
      folder,
    ]);
  }
  return binary;
}
