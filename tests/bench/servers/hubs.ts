import { fileURLToPath } from "node:url";
import { freePort } from "../../servers/process.ts";
import { launch } from "../../support/server.ts";
import { dataOf } from "./event_data.ts";
import { type MeasuredServer, posted, requestFor } from "./measured_server.ts";

/** A hub made of Deno alone, with events of a given size in bytes. */
export function startNaive(eventBytes: number): Promise<MeasuredServer> {
  return startHub("naive_hub.ts", eventBytes);
}

/** A hub made of system calls alone, with events of a given size in bytes. */
export async function startPlain(eventBytes: number): Promise<MeasuredServer> {
  return await startHub("plain_hub.ts", eventBytes, [String(await freePort())]);
}

async function startHub(
  module: string,
  eventBytes: number,
  args: string[] = [],
): Promise<MeasuredServer> {
  const program = fileURLToPath(new URL(module, import.meta.url));
  const { url, process, drained } = await launch([
    "run",
    "-A",
    program,
    ...args,
  ]);
  const port = Number(new URL(url).port);
  const around = "id: 1000\nevent: message\ndata: \n\n".length;
  return {
    pid: process.pid,
    port,
    eventBytes,
    requests: () => [requestFor(port, "/")],
    post: (number) =>
      posted(fetch(url, {
        method: "POST",
        body: dataOf(number, eventBytes - around),
      })),
    async [Symbol.asyncDispose]() {
      process.kill("SIGKILL");
      await process.status;
      await drained;
    },
  };
}
