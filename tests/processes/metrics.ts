import assert from "node:assert/strict";

/** The values of `/metrics` by name and labels: `harbor_wakes_total{source="kv"}`. */
export type Metrics = Record<string, number>;

export async function metricsOf(url: string): Promise<Metrics> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Object.fromEntries(
    Array.from(
      text.matchAll(/^(\w+(?:\{.*\})?) (\S+)$/gm),
      ([, name, value]) => [name, Number(value)],
    ),
  );
}

/** Waits until the metrics fulfil `condition`, and returns them. */
export async function metricsWhen(
  url: string,
  what: string,
  condition: (metrics: Metrics) => boolean,
  withinMs = 20_000,
): Promise<Metrics> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const metrics = await metricsOf(url);
    if (condition(metrics)) return metrics;
    assert.ok(
      performance.now() < deadline,
      `${withinMs} ms went by before ${what}: ${JSON.stringify(metrics)}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Of the process, in MiB. */
export function residentMiB(metrics: Metrics): number {
  return metrics.process_resident_memory_bytes / 1_048_576;
}
