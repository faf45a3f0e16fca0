import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command of `lib/cli/` as a process of its own, with `input` on its standard input. */
export async function command(
  name: string,
  args: string[],
  { dataDir, input = "" }: { dataDir: string; input?: string },
): Promise<Outcome> {
  const process = start(name, args, { dataDir });
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input)).catch(() => {});
  await writer.close().catch(() => {}); // it may have ended without reading
  const { code, stdout, stderr } = await process.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Starts a command of `lib/cli/` as a process of its own. */
export function start(
  name: string,
  args: string[],
  { dataDir }: { dataDir: string },
): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", `lib/cli/${name}.ts`, ...args],
    cwd: ROOT,
    env: { DATA_DIR: dataDir, NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}
