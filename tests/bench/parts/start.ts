import { populated } from "../../support/data.ts";
import { startServer } from "../../support/server.ts";
import type { Options } from "../options.ts";
import type { Outcome } from "../report.ts";
import { median } from "../statistics.ts";

const RUNS = 7;
const GOAL_MS = 400;

/** The time from the start of a built process to the whole answer of the first page. */
export async function start(_options: Options): Promise<Outcome[]> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    await using data = await populated({});
    const startedAt = performance.now();
    await using server = await startServer(data);
    await (await fetch(`${server.url}/login`)).text();
    times.push(performance.now() - startedAt);
  }
  const time = median(times);
  return [{
    what: `process start to first page answered, median of ${RUNS}`,
    goal: `≤ ${GOAL_MS} ms`,
    figure: `${time.toFixed(0)} ms`,
    isReached: time <= GOAL_MS,
  }];
}
