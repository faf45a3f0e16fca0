import type { Handler } from "./http/guard.ts";
import { Problem } from "./http/problem.ts";
import { isWatching } from "./http/watching.ts";
import type { Services } from "./services.ts";

/** Deno Deploy gives five seconds from the signal to the end. */
const SPREAD_MS = 2_000;
const DEADLINE_MS = 4_500;

/** What runs may end by itself meanwhile; then it is given back. */
const JOBS_GRACE_MS = 2_000;

/** The end of a process: told by a signal, it sends its readers elsewhere before it goes. */
export interface Lifecycle {
  /** While true, requests are answered 503 with `connection: close`. */
  isDraining(): boolean;
  /** Hands over the server, so that it can be shut down; under `deno serve` there is none. */
  onListen(server: Pick<Deno.HttpServer, "shutdown">): void;
  /** No connection could be accepted; those that are there live on. */
  onLost(error: unknown): void;
}

/**
 * Drains and exits on SIGINT or SIGTERM; a second signal exits at once. An uncaught error does the
 * same with exit code 1 on all threads, since nobody knows what it left half done; a rejection that
 * nobody waited for leaves nothing, and is only counted.
 */
export function drainOnSignal(
  { spine, jobs, db, incidents, log }: Services,
): Lifecycle {
  let server: Pick<Deno.HttpServer, "shutdown"> | undefined;
  let draining = false;
  let code = 0;

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => {
      if (draining && code === 0) exit(130);
      if (!draining) end();
    });
  }
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    incidents.unhandledRejections++;
    log.error("rejection.unhandled", event.reason);
  });
  addEventListener("error", (event) => {
    event.preventDefault();
    log.error("error.uncaught", event.error);
    code = 1;
    if (draining) return;
    // The signal reaches the other threads, and this one.
    if (isWorker()) Deno.kill(Deno.pid, "SIGTERM");
    else end();
  });
  return {
    isDraining: () => draining,
    onListen: (listening) => server = listening,
    onLost(error) {
      incidents.lostListeners++;
      log.error("listener.lost", error);
    },
  };

  function end(): void {
    draining = true;
    // A KV server that is away, or a reader that does not read, must not keep the process.
    setTimeout(() => exit(code), DEADLINE_MS);
    drain();
  }

  async function drain(): Promise<void> {
    log.info("draining");
    try {
      // Streams first: a server's shutdown waits for every open one.
      await Promise.all([spine.drain(SPREAD_MS), jobs.stop(JOBS_GRACE_MS)]);
      await server?.shutdown();
      spine.stop();
      await db.close();
    } catch (error) {
      log.error("drain.failed", error);
    }
    log.info("stopped");
    exit(code, { isDrained: true });
  }
}

/**
 * Ends the process. A worker cannot: it tells the thread that started it, and goes on until the
 * whole process has ended; when it `isDrained`, that waits for the other workers to be.
 */
export function exit(
  code: number,
  { isDrained = false } = {},
): Promise<never> {
  if (!isWorker()) Deno.exit(code);
  globalThis.postMessage({ exit: code, isDrained });
  return new Promise(() => {});
}

/** Of several threads that serve, one speaks. */
export function isFirstThread(): boolean {
  return !isWorker() || self.name === "worker-1";
}

function isWorker(): boolean {
  return "postMessage" in globalThis;
}

/** Sends clients of a process that is on its way out to another one. */
export function refuseWhileDraining(
  handler: Handler,
  lifecycle: Lifecycle,
): Handler {
  return (request, info) => {
    if (!lifecycle.isDraining() || isWatching(new URL(request.url).pathname)) {
      return handler(request, info);
    }
    const problem = new Problem(
      503,
      "This server is shutting down; try again",
      {
        headers: { "retry-after": "1", connection: "close" },
      },
    );
    return Promise.resolve(problem.toResponse());
  };
}
