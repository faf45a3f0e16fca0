import type { WakeSource } from "../../lib/realtime/live/metrics.ts";

export type Wakes = Record<WakeSource, number>;

/** How often the isolate that answers has heard of new events first, by source. */
export async function wakesOf(url: string): Promise<Wakes> {
  // A connection of its own: between threads, the kernel may choose another one.
  const headers = { connection: "close" };
  const response = await fetch(`${url}/metrics`, { headers });
  const text = await response.text();
  const wakes: Wakes = { local: 0, broadcast: 0, kv: 0, poll: 0 };
  const sample = /^harbor_wakes_total\{source="(\w+)"\} (\d+)$/gm;
  for (const [, source, count] of text.matchAll(sample)) {
    wakes[source as WakeSource] = Number(count);
  }
  return wakes;
}

/** The wakes of all isolates behind these addresses, each isolate's once. */
export async function allWakes(urls: string[]): Promise<Wakes[]> {
  const found = new Map<string, Wakes>();
  for (let n = 0; n < 10; n++) {
    for (const url of urls) {
      const wakes = await wakesOf(url);
      found.set(url + JSON.stringify(wakes), wakes);
    }
  }
  return [...found.values()];
}
