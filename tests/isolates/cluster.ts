import type { WakeSource } from "../../lib/realtime/live/metrics.ts";
import { KV_TOKEN, startDenokv } from "../servers/denokv.ts";
import type { ServerProcess } from "../servers/process.ts";
import { startSqld } from "../servers/sqld.ts";
import type { TestClient } from "../support/client.ts";
import { PEOPLE, populated, type TestData } from "../support/data.ts";
import { startServer, type TestServer, UNLIMITED } from "../support/server.ts";

export const ISOLATES = 3;

/** A way to run several isolates over one database. */
export interface Combination {
  name: string;
  /** Threads of one process, instead of a process for each isolate. */
  threads?: boolean;
  /** The database is on a libSQL server, instead of in a file. */
  sqld?: boolean;
  /** A denokv rings between them. */
  denokv?: boolean;
  /** How one isolate hears of what another has written. */
  hears: WakeSource;
}

export const COMBINATIONS: Combination[] = [
  {
    name: "three threads of one process, on a file",
    threads: true,
    hears: "broadcast",
  },
  { name: "three processes on a file", hears: "poll" },
  {
    name: "three processes on a file, with denokv",
    denokv: true,
    hears: "kv",
  },
  {
    name: "three processes over a libSQL server",
    sqld: true,
    hears: "poll",
  },
  {
    name: "three processes over a libSQL server, with denokv",
    sqld: true,
    denokv: true,
    hears: "kv",
  },
];

/** Somebody who can be shut out. */
export const LEAVER = "leo@acme.test";

export interface Cluster extends AsyncDisposable {
  data: TestData;
  /** A process for each isolate, or the one that holds them all. */
  processes: TestServer[];
  sqld?: ServerProcess & { url: string };
  denokv?: ServerProcess & { url: string };
  /** Where each isolate is; between threads, the kernel chooses at every connection. */
  urls: string[];
  /** The same user on each isolate. */
  clients(email: string): TestClient[];
}

/** Starts all that a combination has. */
export async function startCluster(
  { threads, sqld: wantsSqld, denokv: wantsDenokv }: Combination,
): Promise<Cluster> {
  await using starting = new AsyncDisposableStack();
  const folder = await Deno.makeTempDir({ prefix: "harbor-servers-" });
  starting.defer(() => Deno.remove(folder, { recursive: true }));
  const sqld = wantsSqld ? starting.use(await startSqld(folder)) : undefined;
  const denokv = wantsDenokv
    ? starting.use(await startDenokv(folder))
    : undefined;
  const data = starting.use(
    await populated({ ...PEOPLE, [LEAVER]: {} }, sqld?.url),
  );

  const environment = {
    ...UNLIMITED,
    ...(threads && { WORKERS: String(ISOLATES) }),
    ...(sqld && { LIBSQL_URL: sqld.url }),
    ...(denokv &&
      { DENO_KV_URL: denokv.url, DENO_KV_ACCESS_TOKEN: KV_TOKEN }),
  };
  const processes: TestServer[] = [];
  for (let n = 0; n < (threads ? 1 : ISOLATES); n++) {
    const { dataDir } = data;
    processes.push(starting.use(await startServer({ dataDir, environment })));
  }
  const urls = Array.from(
    { length: ISOLATES },
    (_, n) => processes[n % processes.length].url,
  );
  const started = starting.move();
  return {
    data,
    processes,
    sqld,
    denokv,
    urls,
    clients: (email) => urls.map((url) => data.client({ url }, email)),
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
