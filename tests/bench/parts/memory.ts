import { chooseContenders } from "../contenders.ts";
import { atLeast, atMost, figuresOf, type Outcome } from "../goals.ts";
import {
  ALL,
  GIVING_BACK_SECONDS,
  MANY,
  measureMemory,
  type Memory,
} from "../measure_memory.ts";
import type { Options } from "../options.ts";
import { repeat, type Results } from "../repetitions.ts";
import { printResults } from "../report.ts";

const KIB = 2 ** 10;
const MIB = 2 ** 20;

/** The cost of an idle reader. */
export async function memory(options: Options): Promise<Outcome[]> {
  const results = await repeat(
    options.repetitions,
    await chooseContenders(options, ["harbor", "naive"]),
    measureMemory,
  );
  printResults("Memory: streams that are open and idle", results, {
    "MiB before": ({ before }) => before / MIB,
    [`with ${MANY}`]: ({ withMany }) => withMany / MIB,
    "KiB a stream": kibPerStream,
    [`MiB with ${ALL}`]: ({ withAll }) => withAll / MIB,
    [`${GIVING_BACK_SECONDS} s after they closed`]: ({ after }) => after / MIB,
  });
  return results.harbor ? outcomesOf(results) : [];
}

function outcomesOf(results: Results<Memory>): Outcome[] {
  const { harbor, naive } = figuresOf(results, kibPerStream);
  return [
    ...naive
      ? [{
        what: `memory per idle stream above the naive hub's, ${MANY} of them`,
        unit: "KiB",
        goal: [atMost(2)],
        figures: { harbor: harbor.map((each, n) => each - naive[n]) },
      }]
      : [],
    {
      what: `memory with ${ALL} streams, the whole process`,
      unit: "MiB",
      goal: [atMost(512)],
      figures: figuresOf(results, ({ withAll }) => withAll / MIB),
    },
    {
      what: "given back of it after they closed",
      unit: "%",
      goal: [atLeast(90)],
      figures: { harbor: results.harbor.map(givenBack) },
    },
  ];
}

function kibPerStream({ before, withMany }: Memory): number {
  return (withMany - before) / MANY / KIB;
}

/** In percent of what the streams took. */
function givenBack({ before, withAll, after }: Memory): number {
  return (withAll - after) / (withAll - before) * 100;
}
