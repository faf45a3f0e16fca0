import process from "node:process";
import { account, cpuSecondsOfAll } from "./accounting.ts";
import { atRate } from "./load/pace.ts";
import { startReaders } from "./load/start_readers.ts";
import type { MeasuredServer } from "./servers/measured_server.ts";
import { quantile } from "./statistics.ts";
import { WARM_UP_SECONDS } from "./warm_up.ts";

export interface Delivery {
  eventBytes: number;
  /** Messages a second, from the first send until the last message was at the last reader. */
  rate: number;
  lost: number;
  repeated: number;
  /** Reads that brought something to a reader, for each message delivered. */
  readsPerEvent: number;
  /** The server's writes to readers' sockets, for each message delivered. */
  writesPerEvent: number;
  signalsPerEvent: number;
  /** CPU of the server for each message delivered: sends, signals and all. */
  cpuPerEvent: number;
  /** The same, less what the sends cost while nobody reads. */
  cpuPerEventAlone: number;
  /** From a send to its answer, in ms. */
  answered: number;
  /** From a send's answer to its message at the last reader, in ms; 0 when it was there before. */
  p50: number;
  p99: number;
  /** Of one core. */
  serverLoad: number;
  readersLoad: number;
  /** The share of other work. Above a tenth or so, the figures are not to be trusted. */
  strangersLoad: number;
}

export interface DeliveryPlan {
  readers: number;
  perSecond: number;
  seconds: number;
}

/** How long sends alone are measured. */
const SENDS_SECONDS = 3;

/** Sends messages at a rate to many readers of a server that has been started for it. */
export async function measureDelivery(
  server: MeasuredServer,
  plan: DeliveryPlan,
): Promise<Delivery> {
  const { readers, perSecond, seconds } = plan;
  const warmUp = WARM_UP_SECONDS * perSecond;
  const messages = warmUp + seconds * perSecond;
  const cpuOfSend = await measureSends(server, plan);

  await using reading = await startReaders({
    port: server.port,
    requests: server.requests(),
    streams: readers,
    messages,
    deadlineSeconds: WARM_UP_SECONDS + seconds + 30,
  });
  const sentAt: number[] = [];
  const answeredAt: number[] = [];
  let cpuBefore = 0;
  let startedAt = 0;
  const strangersBefore = cpuSecondsOfAll() - cpuOfOurs();
  const openedAt = now();
  await atRate(messages, perSecond, async (number) => {
    if (number === warmUp) {
      cpuBefore = account(server.pid).cpuSeconds;
      startedAt = now();
    }
    sentAt[number] = now();
    await server.post(number);
    answeredAt[number] = now();
  });
  const result = await reading.finished;
  const cpu = account(server.pid).cpuSeconds - cpuBefore;
  const strangers = cpuSecondsOfAll() - cpuOfOurs() - result.cpuSeconds -
    strangersBefore;
  const strangersLoad = strangers * 1000 / (now() - openedAt);

  // 0: some reader never got it.
  const lastAt = result.lastAt.slice(warmUp).map((at) => at || Infinity);
  const took = (Math.max(...lastAt) - startedAt) / 1000;
  const delivered = (messages - warmUp) * readers;
  const waits = answeredAt.map((at, n) => at - sentAt[n]).slice(warmUp);
  const latencies = lastAt.map((at, n) =>
    Math.max(0, at - answeredAt[warmUp + n])
  );
  const cpuPerEvent = cpu / delivered * 1e6;
  return {
    eventBytes: server.eventBytes,
    rate: (messages - warmUp) / took,
    lost: result.lost,
    repeated: result.repeated,
    readsPerEvent: result.reads / result.delivered,
    writesPerEvent: result.writes / result.delivered,
    signalsPerEvent: result.signals / result.delivered,
    cpuPerEvent,
    cpuPerEventAlone: cpuPerEvent - cpuOfSend / readers * 1e6,
    answered: quantile(waits, .99),
    p50: quantile(latencies, .5),
    p99: quantile(latencies, .99),
    serverLoad: cpu / took,
    readersLoad: result.cpuSeconds / (WARM_UP_SECONDS + took),
    strangersLoad,
  };

  /** The CPU of all but the readers. */
  function cpuOfOurs(): number {
    const { user, system } = process.cpuUsage();
    return account(server.pid).cpuSeconds + (user + system) / 1e6;
  }
}

/** Seconds of CPU that one send costs while nobody reads. */
async function measureSends(
  server: MeasuredServer,
  { perSecond }: DeliveryPlan,
): Promise<number> {
  const warmUp = perSecond;
  const messages = warmUp + SENDS_SECONDS * perSecond;
  let cpuBefore = 0;
  await atRate(messages, perSecond, (number) => {
    if (number === warmUp) cpuBefore = account(server.pid).cpuSeconds;
    return server.post(number);
  });
  const cpu = account(server.pid).cpuSeconds - cpuBefore;
  return cpu / (messages - warmUp);
}

/** In ms since the epoch, finer than `Date.now()`; the same clock as the readers'. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
