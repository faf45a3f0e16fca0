import type { Log } from "../../log.ts";
import type { Doorbell, DoorbellFactory } from "./doorbell.ts";

/** The pause between two tries to reach a KV server that is away, in milliseconds. */
const RETRY_MS = 2_000;

/**
 * Rings through one Deno KV key, raised with `max`: applied twice by a retry, it changes nothing.
 * While a KV server is away its calls hang, so nobody waits for them: one call is under way at a
 * time, and what is rung meanwhile is one more call after it.
 */
export function kvDoorbell(
  openKv: () => Promise<Deno.Kv>,
  shardId: string,
  log: Log,
  what: "log" | "signals" = "log",
): DoorbellFactory {
  const key = ["harbor", what, shardId];
  return (answer) => {
    const closing = new AbortController();
    let kv: Deno.Kv | undefined;
    let wanted = 0;
    let raising = false;
    listen();
    return {
      ring(position) {
        wanted = Math.max(wanted, position);
        raise();
      },
      close() {
        closing.abort();
        kv?.close();
      },
    } satisfies Doorbell;

    async function raise(): Promise<void> {
      if (raising || !kv) return;
      raising = true;
      for (let raised = 0; raised < wanted && !closing.signal.aborted;) {
        const position = wanted;
        try {
          await kv.atomic().max(key, BigInt(position)).commit();
          raised = position;
        } catch (error) {
          if (closing.signal.aborted) break;
          log.warn("kv.raise_failed", { error: String(error) });
          await pause(RETRY_MS * (0.5 + Math.random()), closing.signal);
        }
      }
      wanted = 0;
      raising = false;
    }

    async function listen(): Promise<void> {
      while (!closing.signal.aborted) {
        try {
          kv ??= await openKv();
          if (closing.signal.aborted) return kv.close();
          raise();
          for await (const [entry] of kv.watch<[Deno.KvU64]>([key])) {
            if (entry.value) answer(Number(entry.value.value), "kv");
          }
        } catch (error) {
          if (closing.signal.aborted) return;
          log.warn("kv.watch_failed", { error: String(error) });
        }
        await pause(RETRY_MS * (0.5 + Math.random()), closing.signal);
      }
    }
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
