import { fileURLToPath } from "node:url";
import { signIn, type TestClient } from "./client.ts";

/** The product as `deno task start` runs it: a process of its own. */
export interface TestServer extends AsyncDisposable {
  /** Its origin, without a slash at the end; the same after `restart`. */
  readonly url: string;
  readonly process: Deno.ChildProcess;
  /** From the start of the process until its port listens and `/healthz` answers. */
  readonly startedInMs: number;
  /** All that it wrote so far, since the last start. */
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
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const READY_WITHIN_MS = 30_000;

/** Lets any number of streams and requests through, for tests of something else. */
export const UNLIMITED = {
  STREAMS_PER_USER: "off",
  RATE_LIMIT_CONNECT: "off",
  RATE_LIMIT_SEND: "off",
  RATE_LIMIT_LOGIN: "off",
};

/** Starts a server and waits until it is ready. */
export async function startServer(
  { dataDir, environment = {} }: ServerOptions,
): Promise<TestServer> {
  const start = (port: string) =>
    launch(["run", "-A", "fresh.config.ts", "start"], {
      DATA_DIR: dataDir,
      HARBOR_DEMO: "false",
      ...environment,
      PORT: port,
    });
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
      running.process.kill(signal);
      return await running.process.status;
    },
    async restart() {
      running = await start(new URL(url).port);
    },
    async [Symbol.asyncDispose]() {
      try {
        running.process.kill("SIGKILL");
      } catch {
        // It has ended already.
      }
      await running.process.status;
      await running.drained;
    },
  };
}

/** Runs a program of ours that says where it listens, as the product does, and answers `/healthz`. */
export async function launch(
  args: string[],
  environment: Record<string, string> = {},
) {
  const startedAt = performance.now();
  const process = new Deno.Command(Deno.execPath(), {
    args,
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

  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) =>
      reject(new Error(`The server ${why}. Its output:\n${text}`));
    const timer = setTimeout(
      () => fail(`did not listen within ${READY_WITHIN_MS} ms`),
      READY_WITHIN_MS,
    );
    changed.add(() => {
      const address = /^Harbor is at (http:\S+)\/$/m.exec(text);
      if (address) resolve(address[1]);
    });
    drained.then(() => fail("ended before it listened"));
    process.status.finally(() => clearTimeout(timer));
  });
  const health = await fetch(`${url}/healthz`);
  await health.body?.cancel();
  if (!health.ok) {
    throw new Error(`/healthz answered ${health.status}:\n${text}`);
  }
  return {
    url,
    process,
    output,
    drained,
    startedInMs: performance.now() - startedAt,
  };
}
