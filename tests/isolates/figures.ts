/** Milliseconds, as a line: `p50 3 ms, p99 12 ms, max 15 ms (n = 480)`. */
export function summary(milliseconds: number[]): string {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (part: number) =>
    Math.round(sorted[Math.ceil(part * sorted.length) - 1] ?? NaN);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${
    at(1)
  } ms (n = ${sorted.length})`;
}

/** How many there are in each interval of this length, from zero on. */
export function histogram(values: number[], interval: number): number[] {
  const buckets: number[] = [];
  for (const value of values) {
    const bucket = Math.floor(value / interval);
    while (buckets.length <= bucket) buckets.push(0);
    buckets[bucket]++;
  }
  return buckets;
}
