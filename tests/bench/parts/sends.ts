import { exists } from "../../servers/process.ts";
import { sqldBinary, startSqld } from "../../servers/sqld.ts";
import type { Contenders } from "../contenders.ts";
import { atLeast, type Outcome } from "../goals.ts";
import { measureSends } from "../measure_sends.ts";
import type { Options } from "../options.ts";
import { repeat } from "../repetitions.ts";
import { printResults } from "../report.ts";
import { type Harbor, startHarbor } from "../servers/harbor.ts";

const SENDERS = 64;
const GOALS: Record<string, number> = { "libSQL file": 3_500, "one sqld": 640 };

/** As many messages as possible from one person to another, each answered once it is durable. */
export async function sends(options: Options): Promise<Outcome[]> {
  const databases: Contenders<Harbor> = { "libSQL file": startHarbor };
  if (await exists(sqldBinary())) databases["one sqld"] = startHarborOnSqld;
  const results = await repeat(
    options.repetitions,
    databases,
    (harbor) => measureSends(harbor, options.seconds, SENDERS),
  );
  printResults(`Durable sends, one isolate, ${SENDERS} at once`, results, {
    "sends a second": (result) => result.perSecond,
    "µs server CPU a send": (result) => result.cpuPerSend,
    "cores: server": (result) => result.serverLoad,
    "client": (result) => result.clientLoad,
  });
  return Object.entries(results).map(([database, repetitions]) => ({
    what: `durable sends, one isolate, ${database}`,
    unit: "/s",
    goal: [atLeast(GOALS[database])],
    figures: { harbor: repetitions.map(({ perSecond }) => perSecond) },
  }));
}

/** The sqld ends with the server on it, and its folder goes. */
async function startHarborOnSqld(): Promise<Harbor> {
  await using started = new AsyncDisposableStack();
  const folder = await Deno.makeTempDir({ prefix: "harbor-bench-" });
  started.defer(() => Deno.remove(folder, { recursive: true }));
  const sqld = started.use(await startSqld(folder));
  const harbor = started.use(await startHarbor({ databaseUrl: sqld.url }));
  const owned = started.move();
  return { ...harbor, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
