/** A burst of events costs one computation for each interval; a longer one where the load is full. */
export const REST_MS = 100;
const LOADED_REST_MS = 1_000;

/** A computation is followed by so many times its own length, so that it takes a small part of all time. */
const FACTOR = 10;

/**
 * How long to rest, in ms from 100 to 1,000, after derived values took `costMs` to compute. `load`
 * is what the streams are given besides, from 0 to 1: then every signal costs a write that events need.
 */
export function restAfter(costMs: number, load: number): number {
  const forLoad = REST_MS + (LOADED_REST_MS - REST_MS) * load;
  return Math.min(Math.max(forLoad, costMs * FACTOR), LOADED_REST_MS);
}
