/**
 * `deno task bench`: what the product does on this machine, beside a naive hub in the same run.
 * Server and load are processes of their own, on the same cores.
 */
import { fileURLToPath } from "node:url";
import { type TestClient } from "../support/client.ts";
import { populated, type TestData } from "../support/data.ts";
import {
  launch,
  startServer,
  type TestServer,
  UNLIMITED,
} from "../support/server.ts";
import type { Call, Load, LoadResult } from "./load.ts";
import { cpuSeconds } from "./cpu.ts";

const USERS = 10;
const STREAMS = 100;
const SENDS = 1_000;
/** 20 s of each rate are enough. */
const DELIVERY_SECONDS = 20;
const EVENT_BODY = "x".repeat(200);

const people = Object.fromEntries(
  Array.from({ length: USERS }, (_, n) => [`user${n}@acme.test`, {}]),
);
const emails = Object.keys(people);

if (import.meta.main) {
  console.log(
    `${navigator.hardwareConcurrency} cores, Deno ${Deno.version.deno}; ${STREAMS} streams, ${SENDS} sends, one server process, libSQL file`,
  );
  await benchStart();
  await benchSends();
  await benchDelivery(20);
  await benchDelivery(100);
  await benchResume("from the ring", true);
  await benchResume("from the log", false);
  Deno.exit(0);
}

async function benchStart() {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    await using data = await populated({});
    const startedAt = performance.now();
    await using server = await startServer(data);
    const page = await fetch(`${server.url}/login`);
    await page.text();
    times.push(performance.now() - startedAt);
  }
  report("process start to first page", ms(median(times)), "goal 400 ms");
}

async function benchSends() {
  await using data = await populated(people);
  await using server = await start(data);
  const before = cpuSeconds(server.process.pid);
  const { sendSeconds } = await put({
    streams: [],
    senders: callsTo(data, server, "/api/messaging/send"),
    body: { body: EVENT_BODY, recipients: [emails[0]] },
    sends: 5_000,
    perSecond: null,
    concurrency: 64,
    expected: 0,
  });
  const cpu = cpuSeconds(server.process.pid) - before;
  report(
    "durable sends over HTTP",
    `${Math.round(5_000 / sendSeconds)}/s`,
    `${Math.round(cpu / 5_000 * 1e6)} µs server CPU a send; goal 3,000/s`,
  );
}

async function benchDelivery(perSecond: number) {
  const sends = Math.min(SENDS, perSecond * DELIVERY_SECONDS);
  const shape = { sends, perSecond, concurrency: 16, expected: sends };
  const harbor = await measured(async (data) => {
    await using server = await start(data);
    return await spent(server.process.pid, {
      streams: callsTo(data, server, `/api/messaging/stream/acme`, STREAMS),
      senders: callsTo(data, server, "/api/messaging/send"),
      body: { body: EVENT_BODY, recipients: "tenant" },
      ...shape,
    });
  });
  const naive = await measured(async () => {
    const { url, process, drained } = await launch([
      "run",
      "-A",
      "tests/bench/naive_hub.ts",
    ]);
    const call = { url, headers: {} };
    const result = await spent(process.pid, {
      streams: Array(STREAMS).fill(call),
      senders: [call],
      body: { body: EVENT_BODY, padding: "x".repeat(700) },
      ...shape,
    });
    process.kill("SIGKILL");
    await drained;
    return result;
  });
  const ratio = harbor.perDelivery / naive.perDelivery;
  report(
    `delivery at ${perSecond}/s to ${STREAMS} streams`,
    `${harbor.perDelivery.toFixed(1)} µs server CPU an event (naive hub ${
      naive.perDelivery.toFixed(1)
    }, ratio ${ratio.toFixed(2)}; sends included)`,
    `${harbor.readsPerDelivery.toFixed(2)} reads an event (naive ${
      naive.readsPerDelivery.toFixed(2)
    })`,
  );
  report(
    "  answer of a send to its event at the last stream",
    `p50 ${ms(quantile(harbor.latencies, .5))}, p99 ${
      ms(quantile(harbor.latencies, .99))
    }`,
    `naive p50 ${ms(quantile(naive.latencies, .5))}, p99 ${
      ms(quantile(naive.latencies, .99))
    }; goal p99 50 ms`,
  );
}

/** While nobody listens, an isolate does not follow the log, and has nothing of it in memory. */
async function benchResume(from: string, isFollowed: boolean) {
  await using data = await populated(people);
  await using server = await start(data);
  await using open = new AsyncDisposableStack();
  if (isFollowed) open.use(await data.client(server, emails[0]).stream());
  await put({
    streams: [],
    senders: callsTo(data, server, "/api/messaging/send"),
    body: { body: EVENT_BODY, recipients: "tenant" },
    sends: SENDS,
    perSecond: null,
    concurrency: 16,
    expected: 0,
  });
  const streams = callsTo(data, server, "/api/messaging/stream/acme", STREAMS)
    .map(({ url, headers }) => ({
      url,
      headers: { ...headers, "last-event-id": "0" },
    }));
  const result = await spent(server.process.pid, {
    streams,
    senders: [],
    body: {},
    sends: 0,
    perSecond: null,
    concurrency: 0,
    expected: SENDS,
  });
  report(
    `resume ${from}: ${STREAMS} readers, ${SENDS} missed`,
    `${result.seconds.toFixed(2)} s`,
    `${result.perDelivery.toFixed(2)} µs server CPU an event`,
  );
}

function start(data: TestData): Promise<TestServer> {
  return startServer({ dataDir: data.dataDir, environment: UNLIMITED });
}

async function measured<T>(work: (data: TestData) => Promise<T>): Promise<T> {
  await using data = await populated(people);
  return await work(data);
}

/** The same path for everybody in turn. */
function callsTo(
  data: TestData,
  server: TestServer,
  path: string,
  count = USERS,
): Call[] {
  const clients: TestClient[] = emails.map((email) =>
    data.client(server, email)
  );
  return Array.from({ length: count }, (_, n) => ({
    url: server.url + path,
    headers: { authorization: `Bearer ${clients[n % USERS].token}` },
  }));
}

/** Puts a load on a process and says what that cost it. */
async function spent(pid: number, load: Load) {
  const before = cpuSeconds(pid);
  const result = await put(load);
  const cpu = cpuSeconds(pid) - before;
  return {
    ...result,
    perDelivery: cpu / result.delivered * 1e6,
    readsPerDelivery: result.reads / result.delivered,
  };
}

async function put(load: Load): Promise<LoadResult> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", fileURLToPath(new URL("load.ts", import.meta.url))],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(load)));
  await writer.close();
  const { stdout, success } = await child.output();
  if (!success) throw new Error("the load failed; see above");
  return JSON.parse(new TextDecoder().decode(stdout));
}

function report(what: string, value: string, remark: string) {
  console.log(`${what.padEnd(52)} ${value}\n${" ".repeat(53)}${remark}`);
}

function quantile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

function median(values: number[]): number {
  return quantile(values, .5);
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}
