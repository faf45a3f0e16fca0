import { exit } from "../lifecycle.ts";
import { SettingsError } from "../settings.ts";
import { type Listening, serve } from "./serve.ts";
import type { WorkerMessage } from "./workers.ts";

/** One of several serving threads. The thread that starts it says where to listen. */
function run(): void {
  addEventListener("message", async ({ data }: MessageEvent<Listening>) => {
    try {
      tell({ listening: await serve({ ...data, reusePort: true }) });
    } catch (error) {
      console.error(error instanceof SettingsError ? error.message : error);
      await exit(1);
    }
  });
}

function tell(message: WorkerMessage): void {
  (self as unknown as Worker).postMessage(message);
}

if ("postMessage" in globalThis) run();
