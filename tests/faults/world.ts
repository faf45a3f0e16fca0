import { join } from "node:path";
import type { Database } from "../../lib/db/database.ts";
import { shardId } from "../../lib/realtime/log/log.ts";
import { ISOLATES } from "../isolates/cluster.ts";
import { type Reader, readerOf } from "../isolates/readers.ts";
import { Writer } from "../isolates/writer.ts";
import { KV_TOKEN, startDenokv } from "../servers/denokv.ts";
import type { ServerProcess } from "../servers/process.ts";
import { startSqld } from "../servers/sqld.ts";
import { startTcpProxy, type TcpProxy } from "../servers/tcp_proxy.ts";
import type { Backend } from "./faults.ts";
import type { TestClient } from "../support/client.ts";
import { populated, type TestData } from "../support/data.ts";
import { follow } from "../support/follower.ts";
import { startServer, type TestServer, UNLIMITED } from "../support/server.ts";
import { followByPolling } from "./poller.ts";
import { ShownCount } from "./shown_count.ts";

/** Each reads by streams, beginning at each isolate, and by polling. */
const READERS = [
  "ada@acme.test",
  "ben@acme.test",
  "carla@acme.test",
  "gina@globex.test",
  "greg@globex.test",
];

const WRITERS: [email: string, recipients: string[] | "tenant"][] = [
  ["ada@acme.test", ["ben@acme.test"]],
  ["ben@acme.test", ["carla@acme.test", "ada@acme.test"]],
  ["carla@acme.test", "tenant"],
  ["gina@globex.test", ["greg@globex.test"]],
  ["greg@globex.test", "tenant"],
];

/** How many messages each writes at a time. */
const WRITERS_EACH = 2;

/** A token is good for 15 minutes, and a clock may be five minutes ahead. */
const RENEW_TOKENS_MS = 240_000;

/** How long a request waits when the isolate, or the line to it, stands still. */
const HANGS_AFTER_MS = 40_000;

/** An isolate, and the line through which everybody reaches it. */
export interface Isolate {
  server: TestServer;
  line: TcpProxy;
  /** The file that holds its clock's error in milliseconds. */
  clockFile: string;
}

/** All parts of a run: isolates, their servers, and people of two tenants who write and read. */
export interface World extends AsyncDisposable {
  data: TestData;
  /** The database itself, past all lines. */
  databaseUrl: string;
  db: Database;
  /** The name of the database on a bell. */
  shard: string;
  isolates: Isolate[];
  /** The libSQL server and the isolates' line to it, when there is one. */
  sqld?: ServerProcess;
  databaseLine?: TcpProxy;
  denokv: ServerProcess & { url: string };
  bellLine: TcpProxy;
  readers: Reader[];
  /** The unread count that each of them was told last. */
  shownCounts: ShownCount[];
  writers: Writer[];
  /** Each reader, as one who marks messages read on every isolate. */
  markers: TestClient[][];
}

export async function startWorld(backend: Backend): Promise<World> {
  await using starting = new AsyncDisposableStack();
  const folder = await Deno.makeTempDir({ prefix: "harbor-faults-" });
  starting.defer(() => Deno.remove(folder, { recursive: true }));
  const denokv = starting.use(await startDenokv(folder));
  const bellLine = starting.use(await startTcpProxy(denokv.port));
  const sqld = backend === "sqld"
    ? starting.use(await startSqld(folder))
    : undefined;
  const databaseLine = sqld && starting.use(await startTcpProxy(sqld.port));
  const data = starting.use(await populated(undefined, sqld?.url));
  const db = await data.open();
  starting.defer(() => db.close());

  const isolates: Isolate[] = [];
  for (let n = 0; n < ISOLATES; n++) {
    const clockFile = join(folder, `clock-${n}`);
    await Deno.writeTextFile(clockFile, "0");
    const server = starting.use(
      await startServer({
        dataDir: data.dataDir,
        preload: new URL("jumping_clock.ts", import.meta.url).pathname,
        environment: {
          ...UNLIMITED,
          CLOCK_FILE: clockFile,
          DENO_KV_URL: bellLine.url,
          DENO_KV_ACCESS_TOKEN: KV_TOKEN,
          ...(databaseLine && { LIBSQL_URL: databaseLine.url }),
        },
      }),
    );
    const { port } = new URL(server.url);
    const line = starting.use(await startTcpProxy(Number(port)));
    isolates.push({ server, line, clockFile });
  }

  const renewal = setInterval(() => data.renewTokens(), RENEW_TOKENS_MS);
  starting.defer(() => clearInterval(renewal));
  const clients = (email: string, first: number) =>
    isolates.map((_, n) => {
      const { line } = isolates[(first + n) % isolates.length];
      return lasting(() => data.client(line, email));
    });
  const readers: Reader[] = [];
  const shownCounts: ShownCount[] = [];
  for (const email of READERS) {
    for (let n = 0; n < isolates.length; n++) {
      const shown = new ShownCount(email);
      const watched = clients(email, n).map((client) => watch(client, shown));
      readers.push(readerOf(data, email, follow(watched, 0), n));
      shownCounts.push(shown);
    }
    const shown = new ShownCount(email);
    const polling = followByPolling(clients(email, 0), 0, shown.take);
    readers.push(readerOf(data, email, polling, 0));
    shownCounts.push(shown);
  }
  for (const { follower } of readers) starting.use(follower);
  const writers = WRITERS.flatMap(([email, recipients], n) =>
    Array.from(
      { length: WRITERS_EACH },
      (_, m) =>
        new Writer(clients(email, n + m), recipients, {
          hangsAfterMs: HANGS_AFTER_MS,
        }),
    )
  );
  const markers = READERS.map((email) => clients(email, 0));
  const shard = await shardId(db.query);
  const started = starting.move();
  return {
    data,
    databaseUrl: sqld?.url ?? `file:${join(data.dataDir, "harbor.db")}`,
    db,
    shard,
    isolates,
    sqld,
    databaseLine,
    denokv,
    bellLine,
    readers,
    shownCounts,
    writers,
    markers,
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

/** A client whose streams are heard for the unread count, too. */
function watch(client: TestClient, shown: ShownCount): TestClient {
  return {
    ...client,
    stream: (from, onFrame) =>
      client.stream(from, (frame) => {
        shown.take(frame);
        onFrame?.(frame);
      }),
  };
}

/** A client that uses the newest token at every request. */
function lasting(current: () => TestClient): TestClient {
  return {
    ...current(),
    fetch: (...request) => current().fetch(...request),
    get: (...request) => current().get(...request),
    post: (...request) => current().post(...request),
    stream: (...request) => current().stream(...request),
  };
}
