import { type Listening, serve } from "./serve.ts";
import type { WorkerMessage } from "./workers.ts";

/** One of several threads that serve; told where to listen by the one that starts it. */
function run(): void {
  addEventListener("message", async ({ data }: MessageEvent<Listening>) => {
    const address = await serve({ ...data, reusePort: true });
    const message: WorkerMessage = { listening: address };
    (self as unknown as Worker).postMessage(message);
  });
}

if ("postMessage" in globalThis) run();
