import { account } from "../accounting.ts";
import { asFastAsAnswered } from "../load/pace.ts";
import { startReaders } from "../load/start_readers.ts";
import type { Options } from "../options.ts";
import { type Outcome, printTable } from "../report.ts";
import { startHarbor } from "../servers/harbor.ts";
import type { MeasuredServer } from "../servers/measured_server.ts";
import { isNchanInstalled, startNchan } from "../servers/nchan.ts";

const MISSED = 1_000;
const GOAL = { seconds: 5, cpu: 1 };

interface Resumed {
  seconds: number;
  cpuPerEvent: number;
  /** The same without what it costs to open as many streams that have missed nothing. */
  cpuPerEventAlone: number;
  lost: number;
  repeated: number;
  reads: number;
}

/** Many readers that return at once, each having missed a thousand messages. */
export async function resume(options: Options): Promise<Outcome[]> {
  const rows: { from: string; bytes: number; herds: Resumed[] }[] = [];
  for (const from of ["ring", "log"] as const) {
    await using harbor = await startHarbor();
    // An isolate without listeners does not follow the log, and has nothing of it in memory.
    await using _follower = from === "ring"
      ? await follow(harbor, 1)
      : undefined;
    const herds = await resumeTwice(harbor, options);
    rows.push({ from: `Harbor's ${from}`, bytes: harbor.eventBytes, herds });
  }
  if (await isNchanInstalled()) {
    await using nchan = await startNchan(200);
    const herds = await resumeTwice(nchan, options);
    rows.push({ from: "Nchan's memory", bytes: nchan.eventBytes, herds });
  }
  printTable(
    `Resume: ${options.readers} readers × ${MISSED} missed`,
    rows.flatMap(({ from, bytes, herds }) =>
      herds.map((herd, n) => ({
        from,
        herd: n === 0 ? "first" : "again",
        bytes,
        seconds: herd.seconds.toFixed(2),
        "µs CPU an event": herd.cpuPerEvent.toFixed(2),
        "without opening": herd.cpuPerEventAlone.toFixed(2),
        "lost, repeated": `${herd.lost}, ${herd.repeated}`,
        "events a read": (options.readers * MISSED / herd.reads).toFixed(0),
      }))
    ),
  );
  const nchan = rows[2]?.herds[0];
  return rows.slice(0, 2).flatMap(({ from, herds: [herd] }) => [
    {
      what: `resume from ${from}: time`,
      goal: `≤ ${GOAL.seconds} s`,
      figure: `${herd.seconds.toFixed(1)} s`,
      byNchan: nchan && herd.seconds / nchan.seconds,
      isReached: herd.seconds <= GOAL.seconds,
    },
    {
      what: `resume from ${from}: CPU an event`,
      goal: `≤ ${GOAL.cpu.toFixed(1)} µs, 0 lost, 0 repeated`,
      figure: `${
        herd.cpuPerEvent.toFixed(2)
      } µs, ${herd.lost}, ${herd.repeated}`,
      byNchan: nchan && herd.cpuPerEvent / nchan.cpuPerEvent,
      isReached: herd.cpuPerEvent <= GOAL.cpu && herd.lost === 0 &&
        herd.repeated === 0,
    },
  ]);
}

/** Runs twice, because the server is cold for the first herd. */
async function resumeTwice(
  server: MeasuredServer,
  { readers }: Options,
): Promise<Resumed[]> {
  await asFastAsAnswered(MISSED, 16, (number) => server.post(number));
  const opening = await measureOpening(server, readers);
  const herds: Resumed[] = [];
  for (let herd = 0; herd < 2; herd++) {
    herds.push(await measureHerd(server, readers, opening));
    await readersHaveLeft();
  }
  return herds;
}

/** Seconds of CPU to open streams that begin at the head. */
async function measureOpening(
  server: MeasuredServer,
  readers: number,
): Promise<number> {
  const before = account(server.pid).cpuSeconds;
  let cpu: number;
  {
    await using _readers = await follow(server, readers);
    cpu = account(server.pid).cpuSeconds - before;
  }
  await readersHaveLeft();
  return cpu;
}

async function measureHerd(
  server: MeasuredServer,
  readers: number,
  opening: number,
): Promise<Resumed> {
  const before = account(server.pid).cpuSeconds;
  await using herd = await startReaders({
    port: server.port,
    requests: server.requests(true),
    streams: readers,
    messages: MISSED,
    deadlineSeconds: 60,
  });
  const { seconds, lost, repeated, reads } = await herd.finished;
  const cpu = account(server.pid).cpuSeconds - before;
  const perEvent = 1e6 / (readers * MISSED);
  return {
    ...{ seconds, lost, repeated, reads },
    cpuPerEvent: cpu * perEvent,
    cpuPerEventAlone: (cpu - opening) * perEvent,
  };
}

/** Waits until the server has handled the end of a thousand connections. */
function readersHaveLeft(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2_000));
}

/** Opens readers of new messages, so that the server follows its log. */
function follow(server: MeasuredServer, streams: number) {
  return startReaders({
    port: server.port,
    requests: server.requests(),
    streams,
    messages: 0,
    deadlineSeconds: 600,
  });
}
