import { type Listening, serve } from "./serve.ts";
import type { WorkerMessage } from "./workers.ts";

/** One of several serving threads. The thread that starts it says where to listen. */
function run(): void {
  addEventListener("message", async ({ data }: MessageEvent<Listening>) => {
    const address = await serve({ ...data, reusePort: true });
    const message: WorkerMessage = { listening: address };
    (self as unknown as Worker).postMessage(message);
  });
}

if ("postMessage" in globalThis) run();
