import { account } from "../accounting.ts";
import { startReaders } from "../load/start_readers.ts";
import type { Options } from "../options.ts";
import { type Outcome, printTable } from "../report.ts";
import { startHarbor } from "../servers/harbor.ts";
import type { MeasuredServer } from "../servers/measured_server.ts";
import { startNaive } from "../servers/naive.ts";
import { isNchanInstalled, startNchan } from "../servers/nchan.ts";

const WARM_UP = 250;
const MANY = 5_000;
const ALL = 7_500;
const GOAL = { aboveNaive: 4, total: 512 };
const MIB = 2 ** 20;

/** How long a server takes to free what its streams needed. */
const SETTLING_SECONDS = 5;
const GIVING_BACK_SECONDS = 20;

/** Resident memory in bytes: before, with streams that are open and get nothing, and after. */
interface Memory {
  before: number;
  withMany: number;
  withAll: number;
  after: number;
}

/** The cost of an idle reader. */
export async function memory(_options: Options): Promise<Outcome[]> {
  const rows: Record<string, Memory> = {};
  const servers = [startHarbor, () => startNaive(200)];
  if (await isNchanInstalled()) servers.push(() => startNchan(200));
  for (const start of servers) {
    await using server = await start();
    rows[server.name] = await measureMemory(server);
  }
  printTable(
    `Memory: streams that are open and idle`,
    Object.entries(rows).map(([server, memory]) => ({
      server,
      "MiB before": mib(memory.before),
      [`with ${MANY}`]: mib(memory.withMany),
      "KiB a stream": perStream(memory).toFixed(1),
      [`MiB with ${ALL}`]: mib(memory.withAll),
      [`${GIVING_BACK_SECONDS} s after they closed`]: mib(memory.after),
    })),
  );

  const { Harbor: harbor, "naive Deno hub": naive, Nchan: nchan } = rows;
  const above = perStream(harbor) - perStream(naive);
  const given = (harbor.withAll - harbor.after) /
    (harbor.withAll - harbor.before);
  return [
    {
      what: `memory per idle stream, ${MANY} of them`,
      goal: `≤ ${GOAL.aboveNaive} KiB above naive`,
      figure: `${perStream(harbor).toFixed(1)} KiB, ${above.toFixed(1)} above`,
      byNchan: nchan && perStream(harbor) / perStream(nchan),
      byNaive: perStream(harbor) / perStream(naive),
      isReached: above <= GOAL.aboveNaive,
    },
    {
      what: `memory with ${ALL} streams, the whole process`,
      goal: `≤ ${GOAL.total} MiB`,
      figure: `${mib(harbor.withAll)} MiB`,
      byNchan: nchan && harbor.withAll / nchan.withAll,
      byNaive: harbor.withAll / naive.withAll,
      isReached: harbor.withAll <= GOAL.total * MIB,
    },
    {
      what: `memory after they closed`,
      goal: "given back",
      figure: `${mib(harbor.after)} MiB, ${(given * 100).toFixed(0)} % of it`,
      isReached: given >= .9,
    },
  ];
}

async function measureMemory(server: MeasuredServer): Promise<Memory> {
  {
    await using _readers = await openStreams(server, WARM_UP);
  }
  const before = await residentAfter(server, SETTLING_SECONDS);
  let withMany: number;
  let withAll: number;
  {
    await using _many = await openStreams(server, MANY);
    withMany = await residentAfter(server, SETTLING_SECONDS);
    await using _rest = await openStreams(server, ALL - MANY);
    withAll = await residentAfter(server, SETTLING_SECONDS);
  }
  const after = await residentAfter(server, GIVING_BACK_SECONDS);
  return { before, withMany, withAll, after };
}

/** Opens streams that wait for messages which nobody sends. */
function openStreams(server: MeasuredServer, streams: number) {
  return startReaders({
    port: server.port,
    requests: server.requests(),
    streams,
    messages: 0,
    deadlineSeconds: 600,
  });
}

async function residentAfter(
  { pid }: MeasuredServer,
  seconds: number,
): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return account(pid).residentBytes;
}

function perStream({ before, withMany }: Memory): number {
  return (withMany - before) / MANY / 1024;
}

function mib(bytes: number): string {
  return (bytes / MIB).toFixed(0);
}
