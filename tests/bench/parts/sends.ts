import process from "node:process";
import { exists } from "../../servers/process.ts";
import { sqldBinary, startSqld } from "../../servers/sqld.ts";
import { account } from "../accounting.ts";
import { asFastAsAnswered } from "../load/pace.ts";
import type { Options } from "../options.ts";
import { type Outcome, printTable } from "../report.ts";
import { type Harbor, startHarbor } from "../servers/harbor.ts";

const AT_ONCE = 64;
const FILE = { sends: 12_000, goal: 3_000 };
const SQLD = { sends: 3_000, goal: 640 };

interface Sends {
  perSecond: number;
  cpuPerSend: number;
  serverLoad: number;
  clientLoad: number;
}

/** As many messages as possible from one person to another, each answered once it is durable. */
export async function sends(_options: Options): Promise<Outcome[]> {
  const results: { database: string; goal: number; result: Sends }[] = [];
  {
    await using harbor = await startHarbor();
    const result = await measureSends(harbor, FILE.sends);
    results.push({ database: "libSQL file", goal: FILE.goal, result });
  }
  if (await exists(sqldBinary())) {
    await using folder = await temporaryFolder();
    await using sqld = await startSqld(folder.path);
    await using harbor = await startHarbor({ databaseUrl: sqld.url });
    const result = await measureSends(harbor, SQLD.sends);
    results.push({ database: "one sqld", goal: SQLD.goal, result });
  }
  printTable(
    `Durable sends over HTTP, one isolate, ${AT_ONCE} at once`,
    results.map(({ database, result }) => ({
      database,
      "sends a second": result.perSecond.toFixed(0),
      "µs server CPU a send": result.cpuPerSend.toFixed(0),
      "cores: server": result.serverLoad.toFixed(2),
      "client": result.clientLoad.toFixed(2),
    })),
  );
  return results.map(({ database, goal, result }) => ({
    what: `durable sends, one isolate, ${database}`,
    goal: `≥ ${goal}/s`,
    figure: `${result.perSecond.toFixed(0)}/s`,
    isReached: result.perSecond >= goal,
  }));
}

async function measureSends(harbor: Harbor, count: number): Promise<Sends> {
  // The server's compiler needs some calls to optimise what is done often.
  await asFastAsAnswered(count / 4, AT_ONCE, harbor.postToOne);
  const server = account(harbor.pid).cpuSeconds;
  const client = process.cpuUsage();
  const startedAt = performance.now();
  await asFastAsAnswered(count, AT_ONCE, harbor.postToOne);
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = account(harbor.pid).cpuSeconds - server;
  const { user, system } = process.cpuUsage(client);
  return {
    perSecond: count / seconds,
    cpuPerSend: cpu / count * 1e6,
    serverLoad: cpu / seconds,
    clientLoad: (user + system) / 1e6 / seconds,
  };
}

async function temporaryFolder() {
  const path = await Deno.makeTempDir({ prefix: "harbor-bench-" });
  return {
    path,
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}
