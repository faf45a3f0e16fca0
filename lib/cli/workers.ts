import type { Listening } from "./serve.ts";

/** What a worker tells the thread that started it. */
export type WorkerMessage =
  | { listening: Deno.NetAddr }
  | { exit: number; isDrained: boolean };

/**
 * Serves from `count` threads that share one port; the kernel spreads the connections. Each is an
 * isolate of its own, with its own streams; signals reach them all. The process ends when all have
 * drained, and at once when one cannot, as failed if one has, so that its supervisor starts it anew.
 */
export async function serveFromWorkers(
  count: number,
  { hostname, port }: Listening,
): Promise<Deno.NetAddr> {
  const listening = { hostname, port: port || freePort(hostname) };
  let running = count;
  let code = 0;
  const started = Array.from({ length: count }, (_, n) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
      name: `worker-${n + 1}`,
    });
    worker.postMessage(listening);
    return new Promise<Deno.NetAddr>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
        if ("listening" in data) return resolve(data.listening);
        code ||= data.exit;
        if (!data.isDrained || --running === 0) Deno.exit(code);
      };
    });
  });
  // Without a listener the default action would end the process before the workers have drained.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => {});
  }
  const [address] = await Promise.all(started);
  return address;
}

function freePort(hostname: string): number {
  using listener = Deno.listen({ hostname, port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}
