import type { Builder } from "fresh/dev";
import { AREAS } from "./lib/areas.ts";
import { buildIfNeeded } from "./lib/cli/build_stamp.ts";
import { serve } from "./lib/cli/serve.ts";
import { serveFromWorkers } from "./lib/cli/workers.ts";
import { readSettings, SettingsError } from "./lib/settings.ts";

const root = import.meta.dirname!;

/** The app's one build configuration. */
export async function createBuilder(): Promise<Builder> {
  const { Builder } = await import("fresh/dev");
  return new Builder({ root, target: ["chrome120", "firefox121", "safari17"] });
}

const production = {
  root,
  maker: import.meta.resolve("fresh/dev").replace(
    import.meta.resolve("./"),
    "",
  ),
  run: async () => void await (await createBuilder()).build(),
};

/** Serves the app from `_fresh`, which is built first unless it is up to date. */
async function start(): Promise<void> {
  const { host, port, workers } = readSettings(Deno.env.toObject(), AREAS);
  await buildIfNeeded(production);
  const address = workers > 1
    ? await serveFromWorkers(workers, { hostname: host, port })
    : await serve({ hostname: host, port });
  console.log(`Harbor is at ${addressOf(address)}`);
}

/** Serves the app as it is being written: `deno task dev` restarts this on every change, and open pages reload. */
async function dev(): Promise<void> {
  const { host, port } = readSettings(Deno.env.toObject(), AREAS);
  const builder = await createBuilder();
  await builder.listen(() => import("./main.ts"), {
    hostname: host,
    port,
    onListen: (address) => console.log(`Harbor is at ${addressOf(address)}`),
  });
}

function addressOf({ hostname, port }: Deno.NetAddr): string {
  return `http://${
    hostname.includes(":") ? `[${hostname}]` : hostname
  }:${port}/`;
}

const COMMANDS: Record<string, () => Promise<void>> = {
  // A server may be running on the last build: it is left alone while it is up to date.
  build: () => buildIfNeeded(production),
  dev,
  start,
};

if (import.meta.main) {
  const [command] = Deno.args;
  if (!Object.hasOwn(COMMANDS, command ?? "")) {
    console.error(
      `Unknown command "${command}". It is one of: ${
        Object.keys(COMMANDS).join(", ")
      }`,
    );
    Deno.exit(2);
  }
  try {
    await COMMANDS[command]();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    Deno.exit(1);
  }
}
