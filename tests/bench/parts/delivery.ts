import { type Delivery, measureDelivery } from "../measure_delivery.ts";
import type { Options } from "../options.ts";
import { type Outcome, printTable, rounded } from "../report.ts";
import { startHarbor } from "../servers/harbor.ts";
import type { MeasuredServer } from "../servers/measured_server.ts";
import { startNaive } from "../servers/naive.ts";
import { isNchanInstalled, startNchan } from "../servers/nchan.ts";

/** The size of the peers' events, as in the product's own table of peers. */
const PEERS_BYTES = 200;

const GOAL = { p99: 50, byNchanAt20: 1, byNchanAt100: .5 };

/** The measurements by name. Each gets the size of one of Harbor's events, in bytes. */
type Contenders = Record<string, (bytes: number) => Promise<MeasuredServer>>;

const CONTENDERS: Contenders = {
  "harbor": () => startHarbor(),
  "harbor-no-window": () =>
    startHarbor({ environment: { FLUSH_WINDOW_MS: "0" } }),
  "naive": () => startNaive(PEERS_BYTES),
  "naive-same-bytes": startNaive,
  "nchan": () => startNchan(PEERS_BYTES),
  "nchan-same-bytes": startNchan,
};

/** Messages to many readers: what each delivery costs the server, and how late the last one is. */
export async function delivery(options: Options): Promise<Outcome[]> {
  const contenders = await chosen(options);
  const outcomes: Outcome[] = [];
  for (const perSecond of options.rates) {
    const results: Record<string, Delivery> = {};
    let bytes = 1_400;
    for (const [name, start] of contenders) {
      await using server = await start(bytes);
      if (name === "harbor") bytes = server.eventBytes;
      results[name] = await measureDelivery(server, { ...options, perSecond });
    }
    printTable(
      `Delivery: ${options.readers} readers × ${perSecond}/s`,
      Object.entries(results).map(([name, result]) => shown(name, result)),
    );
    outcomes.push(...outcomesOf(perSecond, results));
  }
  return outcomes;
}

async function chosen({ only }: Options) {
  const hasNchan = await isNchanInstalled();
  return Object.entries(CONTENDERS).filter(([name]) =>
    (only.length === 0 || only.includes(name)) &&
    (hasNchan || !name.startsWith("nchan"))
  );
}

function shown(name: string, result: Delivery) {
  return {
    server: name,
    "bytes": result.eventBytes,
    "rate reached": `${result.rate.toFixed(1)}/s`,
    "lost, repeated": `${result.lost}, ${result.repeated}`,
    "writes an event": result.writesPerEvent.toFixed(2),
    "reads an event": result.readsPerEvent.toFixed(2),
    "signals an event": result.signalsPerEvent.toFixed(2),
    "µs CPU an event": result.cpuPerEvent.toFixed(1),
    "an event or signal": (result.cpuPerEvent / (1 + result.signalsPerEvent))
      .toFixed(1),
    "without sends": result.cpuPerEventAlone.toFixed(1),
    "answer p99": `${rounded(result.answered)} ms`,
    "last reader p50": `${rounded(result.p50)} ms`,
    "p99": `${rounded(result.p99)} ms`,
    "cores: server": result.serverLoad.toFixed(2),
    "readers": result.readersLoad.toFixed(2),
    "strangers": result.strangersLoad.toFixed(2),
  };
}

function outcomesOf(
  perSecond: number,
  { harbor, nchan, naive }: Partial<Record<string, Delivery>>,
): Outcome[] {
  if (!harbor) return [];
  const isWhole = harbor.lost === 0 && harbor.repeated === 0;
  const compared = (of: (result: Delivery) => number) => ({
    byNchan: nchan && of(harbor) / of(nchan),
    byNaive: naive && of(harbor) / of(naive),
  });
  const limit = perSecond < 50 ? GOAL.byNchanAt20 : GOAL.byNchanAt100;
  const cpu = (what: string, of: (result: Delivery) => number): Outcome => {
    const ratios = compared(of);
    return {
      what,
      goal: `≤ ${limit.toFixed(1)} × Nchan`,
      figure: `${of(harbor).toFixed(1)} µs`,
      ...ratios,
      isReached: ratios.byNchan === undefined
        ? undefined
        : ratios.byNchan <= limit && isWhole,
    };
  };
  return [
    cpu(
      `CPU per delivered event at ${perSecond}/s, sends included`,
      ({ cpuPerEvent }) => cpuPerEvent,
    ),
    cpu(
      "the same without the sends",
      ({ cpuPerEventAlone }) => cpuPerEventAlone,
    ),
    {
      what: `POST answered → last reader, p99, ${perSecond}/s`,
      goal: `≤ ${GOAL.p99} ms`,
      figure: `${rounded(harbor.p99)} ms`,
      ...compared(({ p99 }) => p99),
      isReached: harbor.p99 <= GOAL.p99 && isWhole,
    },
  ];
}
