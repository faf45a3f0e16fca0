import { fileURLToPath } from "node:url";
import type { MeasuredServer } from "../servers/measured_server.ts";
import type { Reading, ReadingResult } from "./readers.ts";

/** Readers at work; they end with the scope. */
export interface Readers extends AsyncDisposable {
  /** What they have read, when each has every message. */
  finished: Promise<ReadingResult>;
}

const PROGRAM = fileURLToPath(new URL("readers.ts", import.meta.url));

/** Starts a process that reads streams, and waits until all of them are open. */
export async function startReaders(reading: Reading): Promise<Readers> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", PROGRAM],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(reading)));
  await writer.close();

  const ready = Promise.withResolvers<void>();
  let text = "";
  const finished = (async () => {
    for await (
      const chunk of process.stdout.pipeThrough(new TextDecoderStream())
    ) {
      text += chunk;
      if (text.startsWith("ready\n")) ready.resolve();
    }
    const result = text.replace(/^ready\n/, "");
    if (result === "") throw new Error("the readers ended; see above");
    return JSON.parse(result) as ReadingResult;
  })();
  finished.then(() => ready.resolve(), ready.reject);
  await ready.promise;
  return {
    finished,
    async [Symbol.asyncDispose]() {
      try {
        process.kill("SIGKILL");
      } catch {
        // They have ended already.
      }
      await finished.catch(() => {});
      await process.status;
    },
  };
}

/** Opens readers of new messages that read until they are ended. */
export function follow(
  server: MeasuredServer,
  streams: number,
): Promise<Readers> {
  return startReaders({
    port: server.port,
    requests: server.requests(),
    streams,
    messages: 0,
    deadlineSeconds: 600,
  });
}

/** Waits until a server has handled the end of a thousand connections. */
export function readersHaveLeft(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2_000));
}
