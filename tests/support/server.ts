import { fileURLToPath } from "node:url";
import { signIn, type TestClient } from "./client.ts";

/** The product as `deno task start` runs it: a process of its own. */
export interface TestServer extends AsyncDisposable {
  /** Its origin, without a slash at the end; the same after `restart`. */
  readonly url: string;
  readonly process: Deno.ChildProcess;
  /** From the start of the process until its port listens and `/healthz` answers. */
  readonly startedInMs: number;
  /** All output since the last start. */
  output(): string;
  login(email: string): Promise<TestClient>;
  /** Ends the process and waits until it is gone. */
  kill(signal?: Deno.Signal): Promise<Deno.CommandStatus>;
  /** Starts it again, on the same port and data, after it was ended. */
  restart(): Promise<void>;
}

export interface ServerOptions {
  dataDir: string;
  environment?: Record<string, string>;
  /** A module that the process runs before the product. */
  preload?: string;
  /** The most descriptors that the process may have open. */
  descriptors?: number;
  /** The command that runs it. */
  within?: string[];
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const READY_WITHIN_MS = 30_000;

/** Lets any number of streams and requests through, for tests of something else. */
export const UNLIMITED = {
  STREAMS_PER_USER: "off",
  RATE_LIMIT_CONNECT: "off",
  RATE_LIMIT_SEND: "off",
  RATE_LIMIT_LOGIN: "off",
  RATE_LIMIT_READ: "off",
  RATE_LIMIT_CHANGE: "off",
  RATE_LIMIT_VISIT: "off",
  RATE_LIMIT_WRITE_BYTES: "off",
};

/** Starts a server and waits until it is ready. */
export async function startServer(
  { dataDir, environment = {}, preload, descriptors, within = [] }:
    ServerOptions,
): Promise<TestServer> {
  const limited = descriptors === undefined
    ? within
    : [...within, "prlimit", `--nofile=${descriptors}:${descriptors}`];
  const before = preload === undefined ? [] : ["--preload", preload];
  const command = await startCommand();
  const start = (port: string) =>
    launch(command.toSpliced(1, 0, ...before), {
      DATA_DIR: dataDir,
      HARBOR_DEMO: "false",
      ...environment,
      PORT: port,
    }, limited);
  let running = await start("0");
  const { url } = running;
  return {
    url,
    get process() {
      return running.process;
    },
    get startedInMs() {
      return running.startedInMs;
    },
    output: () => running.output(),
    login: (email) => signIn(url, email),
    async kill(signal = "SIGTERM") {
      try {
        running.process.kill(signal);
      } catch (error) {
        const { code } = await running.process.status;
        const said = running.output().slice(-4_000);
        throw new Error(
          `It had ended with ${code} by itself. It said:\n${said}`,
          {
            cause: error,
          },
        );
      }
      return await running.process.status;
    },
    async restart() {
      running = await start(new URL(url).port);
    },
    async [Symbol.asyncDispose]() {
      end(running.process);
      await running.process.status;
      await running.drained;
    },
  };
}

/** The arguments of `deno` in the task, without its installation. */
async function startCommand(): Promise<string[]> {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}/deno.json`));
  return tasks.start.replace("deno install && deno ", "").split(" ");
}

/**
 * Runs a program that prints where it listens, as the product does, and answers `/healthz`.
 * `within` is the command that runs it.
 */
export async function launch(
  args: string[],
  environment: Record<string, string> = {},
  within: string[] = [],
) {
  const startedAt = performance.now();
  const [program, ...rest] = [...within, Deno.execPath(), ...args];
  const process = new Deno.Command(program, {
    args: rest,
    cwd: ROOT,
    env: environment,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();

  let text = "";
  const changed = new Set<() => void>();
  const collect = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      changed.forEach((look) => look());
    }
  };
  const drained = Promise.all([
    collect(process.stdout),
    collect(process.stderr),
  ]);
  const output = () => text;

  try {
    const url = await listens();
    const health = await fetch(`${url}/healthz`);
    await health.body?.cancel();
    if (!health.ok) {
      throw new Error(`/healthz answered ${health.status}:\n${text}`);
    }
    const startedInMs = performance.now() - startedAt;
    return { url, process, output, drained, startedInMs };
  } catch (error) {
    end(process);
    throw error;
  }

  function listens(): Promise<string> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) =>
        reject(new Error(`The server ${why}. Its output:\n${text}`));
      const timer = setTimeout(
        () => fail(`did not listen within ${READY_WITHIN_MS} ms`),
        READY_WITHIN_MS,
      );
      const look = () => {
        const address = /^Harbor is at (http:\S+)\/$/m.exec(text);
        if (!address) return;
        changed.delete(look);
        resolve(address[1]);
      };
      changed.add(look);
      drained.then(() => fail("ended before it listened"));
      process.status.finally(() => clearTimeout(timer));
    });
  }
}

function end(process: Deno.ChildProcess): void {
  try {
    process.kill("SIGKILL");
  } catch {
    // It has ended already.
  }
}
