import { join } from "node:path";
import { EICAR } from "../../lib/media/scanner/eicar.ts";
import { exists, install, serve, type ServerProcess } from "./process.ts";

const BINARY = "/usr/sbin/clamd";

/** The name that this clamd gives to the EICAR test file. */
export const THREAT = "Harbor.Test.EICAR.UNOFFICIAL";

/**
 * A clamd whose only signature is EICAR's, anywhere in a file. It needs no download and starts at
 * once. `lines` are added to its configuration.
 */
export async function startClamd(
  folder: string,
  lines: string[] = [],
): Promise<ServerProcess & { url: string }> {
  await installClamd();
  const signatures = join(folder, "clamav");
  await Deno.mkdir(signatures, { recursive: true });
  // NAME:TARGET:OFFSET:HEX, as https://docs.clamav.net/manual/Signatures/ExtendedSignatures.html has it.
  const hex = new TextEncoder().encode(EICAR).toHex();
  await Deno.writeTextFile(
    join(signatures, "test.ndb"),
    `Harbor.Test.EICAR:0:*:${hex}\n`,
  );
  const server = await serve(BINARY, (port) => {
    const file = join(folder, `clamd-${port}.conf`);
    const configuration = [
      "Foreground yes",
      `DatabaseDirectory ${signatures}`,
      `TemporaryDirectory ${folder}`,
      "TCPAddr 127.0.0.1",
      `TCPSocket ${port}`,
      "User root",
      "SelfCheck 0",
      ...lines,
    ];
    Deno.writeTextFileSync(file, configuration.join("\n") + "\n");
    return [`--config-file=${file}`];
  });
  return { ...server, url: `tcp://127.0.0.1:${server.port}` };
}

/** Installs it from Debian when it is missing, which needs root. */
export async function installClamd(): Promise<void> {
  if (await exists(BINARY)) return;
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await install("apt-get", ["update"], env);
  await install("apt-get", [
    "install",
    "--yes",
    "--no-install-recommends",
    "clamav-daemon",
  ], env);
}
