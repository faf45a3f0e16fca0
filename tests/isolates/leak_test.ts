import assert from "node:assert/strict";
import { join } from "node:path";
import { metricsWhen } from "../processes/metrics.ts";
import { connectTo, requestHead } from "../processes/raw_connection.ts";
import { socketsOf } from "../processes/sockets.ts";
import { populated } from "../support/data.ts";
import { startServer, UNLIMITED } from "../support/server.ts";
import { until } from "../support/until.ts";
import type { Insides } from "./insides.ts";

const ROUNDS = 10;
const EACH_ROUND = 1_000;
const AT_ONCE = 50;

/**
 * From the end of the first round, in which the process warms up, to the end of the last: each of
 * the 9,000 that came and went between may have left this much behind.
 */
const HEAP_BOUND_BYTES = 200;

/** What the process may have grown by, where the collector alone knows why. */
const RESIDENT_BOUND_MIB = 64;

const STREAM = "/api/messaging/stream/acme";
const POLL = "/api/messaging/events?wait=25";

/** What is asked, and what the client still hears before it goes. */
const WAYS: [path: string, headers: Record<string, string>, heard: string][] = [
  [STREAM, {}, "event: connected"],
  [STREAM, {}, ""],
  [STREAM, { "last-event-id": "0" }, "event: message:new"],
  [STREAM, { "last-event-id": "x" }, "event: reset"],
  [POLL, {}, ""],
];

/** Signals are read for 30 s after the last poll, as whoever polls comes again. */
const SIGNALS_READ_MS = 45_000;

Deno.test("10,000 streams that come and go leave nothing behind: no stream, socket, listener or timer, and no memory", async () => {
  await using data = await populated();
  const insidesFile = join(data.dataDir, "insides");
  await using server = await startServer({
    dataDir: data.dataDir,
    preload: new URL("insides.ts", import.meta.url).pathname,
    environment: {
      ...UNLIMITED,
      INSIDES_FILE: insidesFile,
      DENO_V8_FLAGS: "--expose-gc",
    },
  });
  const ada = data.client(server, "ada@acme.test");
  for (let n = 0; n < 50; n++) {
    await ada.post("/api/messaging/send", {
      subject: `Number ${n}`,
      body: "…",
      recipients: "tenant",
    });
  }
  const before = await insides();
  const socketsBefore = socketsOf(server.process.pid);
  const startedAt = performance.now();
  const rounds: Insides[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let next = 0;
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      while (next < EACH_ROUND) await comeAndGo(next++);
    }));
    await metricsWhen(
      server.url,
      "all were forgotten",
      (now) =>
        now.harbor_streams + now.harbor_sockets + now.harbor_long_polls +
            now.harbor_listeners === 0,
    );
    rounds.push(await insides());
  }
  const took = (performance.now() - startedAt) / 1_000;
  await until(
    "only the timers that were there before are left",
    async () => (await insides()).timers <= before.timers,
    SIGNALS_READ_MS,
  );
  await until(
    "only the sockets that were there before are left",
    () => socketsOf(server.process.pid) <= socketsBefore,
  );

  const MiB = (of: "heap" | "resident") =>
    [before, ...rounds].map((round) => (round[of] / 1_048_576).toFixed(1));
  console.log(`${ROUNDS * EACH_ROUND} in ${took.toFixed(1)} s`);
  console.log("heap, MiB, before and after each 1,000:", ...MiB("heap"));
  console.log("resident, MiB:", ...MiB("resident"));
  const [first, last] = [rounds[0], rounds[ROUNDS - 1]];
  const each = (last.heap - first.heap) / ((ROUNDS - 1) * EACH_ROUND);
  console.log(`left behind by each: ${Math.round(each)} bytes`);
  assert.ok(each <= HEAP_BOUND_BYTES);
  const grown = (last.resident - first.resident) / 1_048_576;
  assert.ok(grown <= RESIDENT_BOUND_MIB, `${grown} MiB more`);

  async function comeAndGo(n: number): Promise<void> {
    const [path, headers, heard] = WAYS[n % WAYS.length];
    using connection = await connectTo(server.url);
    const authorization = `Bearer ${ada.token}`;
    const head = requestHead(`GET ${path}`, { authorization, ...headers });
    await connection.say(`${head}\r\n`);
    if (heard) assert.match(await connection.hear(heard), new RegExp(heard));
  }

  async function insides(): Promise<Insides> {
    await Deno.writeTextFile(insidesFile, "");
    server.process.kill("SIGUSR2");
    let text = "";
    await until("the process has looked inside itself", async () => {
      text = await Deno.readTextFile(insidesFile);
      return text !== "";
    });
    return JSON.parse(text);
  }
});
