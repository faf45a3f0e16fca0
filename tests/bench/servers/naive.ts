import { fileURLToPath } from "node:url";
import { launch } from "../../support/server.ts";
import { dataOf } from "./event_data.ts";
import { type MeasuredServer, posted, requestFor } from "./measured_server.ts";

const PROGRAM = fileURLToPath(new URL("naive_hub.ts", import.meta.url));

/** A hub made of Deno alone, with events of a given size in bytes. */
export async function startNaive(eventBytes: number): Promise<MeasuredServer> {
  const { url, process, drained } = await launch(["run", "-A", PROGRAM]);
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
