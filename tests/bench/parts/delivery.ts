import { chooseContenders } from "../contenders.ts";
import { atMost, type Bound, figuresOf, type Outcome } from "../goals.ts";
import { type Delivery, measureDelivery } from "../measure_delivery.ts";
import type { Options } from "../options.ts";
import { repeat, type Results } from "../repetitions.ts";
import { printResults } from "../report.ts";

/** Messages to many readers: what each delivery costs the server, and how late the last one is. */
export async function delivery(options: Options): Promise<Outcome[]> {
  const contenders = await chooseContenders(options, [
    "harbor",
    "naive",
    "plain",
    "nchan",
  ]);
  const outcomes: Outcome[] = [];
  for (const perSecond of options.rates) {
    const results = await repeat(
      options.repetitions,
      contenders,
      (server) => measureDelivery(server, { ...options, perSecond }),
    );
    print(`Delivery: ${options.readers} readers × ${perSecond}/s`, results);
    if (results.harbor) outcomes.push(...outcomesOf(perSecond, results));
  }
  return outcomes;
}

function print(title: string, results: Results<Delivery>): void {
  printResults(title, results, {
    "bytes": (result) => result.eventBytes,
    "rate reached": (result) => result.rate,
    "lost": (result) => result.lost,
    "repeated": (result) => result.repeated,
    "writes an event": (result) => result.writesPerEvent,
    "signals an event": (result) => result.signalsPerEvent,
    "µs CPU an event": (result) => result.cpuPerEvent,
    "without sends": (result) => result.cpuPerEventAlone,
    "answer p99, ms": (result) => result.answered,
    "last reader p50, ms": (result) => result.p50,
    "p99, ms": (result) => result.p99,
    "cores: server": (result) => result.serverLoad,
    "readers": (result) => result.readersLoad,
    "strangers": (result) => result.strangersLoad,
  });
}

function outcomesOf(perSecond: number, results: Results<Delivery>): Outcome[] {
  return [
    {
      what: `CPU per delivered event at ${perSecond}/s, sends included`,
      unit: "µs",
      goal: cpuGoal(perSecond),
      figures: figuresOf(results, ({ cpuPerEvent }) => cpuPerEvent),
    },
    {
      what: `POST answered → last reader, p99, ${perSecond}/s`,
      unit: "ms",
      goal: [atMost(50)],
      figures: figuresOf(results, ({ p99 }) => p99),
    },
    {
      what: `lost or repeated at ${perSecond}/s`,
      unit: "",
      goal: [atMost(0)],
      figures: figuresOf(results, ({ lost, repeated }) => lost + repeated),
    },
  ];
}

function cpuGoal(perSecond: number): Bound[] {
  return perSecond < 50
    ? [atMost(1, "nchan"), atMost(1.05, "naive")]
    : [atMost(.45, "nchan"), atMost(1, "plain")];
}
