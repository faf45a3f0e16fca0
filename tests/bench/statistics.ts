/** The least value that at least this `part` of the values do not exceed; `NaN` without values. */
export function quantile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}

export function median(values: number[]): number {
  return quantile(values, .5);
}

/** The median of each value by the other's of the same place. */
export function ratio(values: number[], others: number[]): number {
  return median(values.map((value, place) => value / others[place]));
}
