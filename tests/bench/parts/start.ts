import { populated } from "../../support/data.ts";
import { startServer } from "../../support/server.ts";
import { atMost, type Outcome } from "../goals.ts";
import type { Options } from "../options.ts";

const RUNS = 7;

/** The time from the start of a built process, on an existing folder, to the whole first page. */
export async function start(_options: Options): Promise<Outcome[]> {
  await using data = await populated({});
  await startOnce(data);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) times.push(await startOnce(data));
  return [{
    what: "process start to first page answered",
    unit: "ms",
    goal: [atMost(300)],
    figures: { harbor: times },
  }];
}

/** Returns how long it took, in ms. */
async function startOnce(data: { dataDir: string }): Promise<number> {
  const startedAt = performance.now();
  await using server = await startServer(data);
  await (await fetch(`${server.url}/login`)).text();
  return performance.now() - startedAt;
}
