import { createServer } from "node:net";
import { join } from "node:path";

/** A real server as a process of its own, on loopback; it dies with the scope. */
export interface ServerProcess extends AsyncDisposable {
  readonly port: number;
  /** Ends the process and waits until it is gone. */
  kill(signal?: Deno.Signal): Promise<void>;
  /** Starts it again, on the same port and data. */
  restart(): Promise<void>;
  /** Lets the process stand still: it listens, but answers nothing until `resume`. */
  pause(): void;
  resume(): void;
}

const READY_WITHIN_MS = 30_000;

/** Where the servers are installed, kept between runs. */
export function cacheDir(name: string): string {
  const home = Deno.env.get("HARBOR_SERVERS") ??
    join(Deno.env.get("HOME") ?? ".", ".cache", "harbor-servers");
  return join(home, name);
}

/** Runs an installer to its end. */
export async function install(
  command: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, {
    args,
    env: environment,
    stdin: "null",
    stdout: "inherit",
    stderr: "piped",
  }).output();
  if (success) return;
  const why = new TextDecoder().decode(stderr);
  throw new Error(`${command} ${args.join(" ")} failed:\n${why}`);
}

export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Starts `command` with the arguments for a free port, and waits until something listens there. */
export async function serve(
  command: string,
  argsFor: (port: number) => string[],
  environment: Record<string, string> = {},
): Promise<ServerProcess> {
  const port = await freePort();
  let process = await start();
  return {
    port,
    async kill(signal = "SIGKILL") {
      process.kill(signal);
      await process.status;
    },
    async restart() {
      process = await start();
    },
    pause: () => process.kill("SIGSTOP"),
    resume: () => process.kill("SIGCONT"),
    async [Symbol.asyncDispose]() {
      try {
        process.kill("SIGKILL");
      } catch {
        // It has ended already.
      }
      await process.status;
    },
  };

  async function start(): Promise<Deno.ChildProcess> {
    const started = new Deno.Command(command, {
      args: argsFor(port),
      env: environment,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    let ended: number | undefined;
    started.status.then(({ code }) => ended = code);
    const deadline = performance.now() + READY_WITHIN_MS;
    while (!await listens(port)) {
      if (ended !== undefined || performance.now() > deadline) {
        throw new Error(
          `${command} does not listen on ${port} (exit ${ended})`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return started;
  }
}

async function listens(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false;
  }
}

/** Taken for a moment and given back: nothing else here picks ports at random. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().unref();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
