import type { Contenders } from "./contenders.ts";

/** What was measured of each contender, by repetition. */
export type Results<Result> = Record<string, Result[]>;

/**
 * Measures each contender once in each repetition, on a server started for it: when the machine
 * becomes slower or faster during a run, that hits all alike.
 */
export async function repeat<Server extends AsyncDisposable, Result>(
  repetitions: number,
  contenders: Contenders<Server>,
  measure: (server: Server) => Promise<Result>,
): Promise<Results<Result>> {
  const results: Results<Result> = {};
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const [name, start] of Object.entries(contenders)) {
      await using server = await start();
      (results[name] ??= []).push(await measure(server));
    }
  }
  return results;
}
