/** Asks a server how it is, again and again, on a thread of its own; answers how long each took. */
function run(): void {
  addEventListener("message", async ({ data: url }: MessageEvent<string>) => {
    for (;;) {
      const askedAt = performance.now();
      const response = await fetch(`${url}/healthz`).catch(() => null);
      await response?.body?.cancel();
      const took = response?.ok ? performance.now() - askedAt : Infinity;
      (self as unknown as Worker).postMessage(took);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
}

if ("postMessage" in globalThis) run();
