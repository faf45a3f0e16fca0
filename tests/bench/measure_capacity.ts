import { account } from "./accounting.ts";
import { asFastAsAnswered, forSeconds } from "./load/pace.ts";
import { follow, readersHaveLeft, startReaders } from "./load/start_readers.ts";
import type { MeasuredServer } from "./servers/measured_server.ts";
import { WARM_UP_SECONDS } from "./warm_up.ts";

export interface Capacity {
  eventBytes: number;
  /** From the first send until the last message was at the last reader. */
  deliveriesPerSecond: number;
  /** CPU of the server for each message delivered, in µs: sends, signals and all. */
  cpuPerDelivery: number;
  /** From a send's answer to its message at the last reader, in ms: the latest of all. */
  latest: number;
  /** Sends answered a second, meanwhile. */
  sendsPerSecond: number;
  lost: number;
  repeated: number;
  /** The server's writes to readers' sockets, for each message delivered. */
  writesPerEvent: number;
  /** Of one core. */
  serverLoad: number;
  readersLoad: number;
}

export interface CapacityPlan {
  readers: number;
  /** About how long messages are sent, at the pace of the warm-up. */
  seconds: number;
}

const SENDERS = 64;

/** Sends messages to many readers, as fast as the server takes them. */
export async function measureCapacity(
  server: MeasuredServer,
  { readers, seconds }: CapacityPlan,
): Promise<Capacity> {
  const warmUp = await warmUpWithReaders(server, readers);
  const messages = Math.ceil(warmUp * seconds / WARM_UP_SECONDS);
  await using reading = await startReaders({
    port: server.port,
    requests: server.requests(),
    streams: readers,
    messages,
    deadlineSeconds: 2 * seconds + 30,
  });
  const cpuBefore = account(server.pid).cpuSeconds;
  const startedAt = Date.now();
  const answeredAt: number[] = [];
  await asFastAsAnswered(messages, SENDERS, async (number) => {
    await server.post(number);
    answeredAt[number] = Date.now();
  });
  const answered = Date.now();
  const result = await reading.finished;
  const { lost, repeated, lastAt, cpuSeconds } = result;
  const cpu = account(server.pid).cpuSeconds - cpuBefore;

  // 0: some reader never got it.
  const arrivedAt = lastAt.map((at) => at || Infinity);
  const took = Math.max(...arrivedAt) - startedAt;
  const deliveries = messages * readers;
  return {
    eventBytes: server.eventBytes,
    deliveriesPerSecond: deliveries / took * 1000,
    cpuPerDelivery: cpu / deliveries * 1e6,
    latest: Math.max(...arrivedAt.map((at, n) => at - answeredAt[n])),
    sendsPerSecond: messages / (answered - startedAt) * 1000,
    lost,
    repeated,
    writesPerEvent: result.writes / result.delivered,
    serverLoad: cpu / took * 1000,
    readersLoad: cpuSeconds / took * 1000,
  };
}

/** Returns how many messages were sent. */
async function warmUpWithReaders(
  server: MeasuredServer,
  readers: number,
): Promise<number> {
  let count: number;
  {
    await using _readers = await follow(server, readers);
    count = await forSeconds(WARM_UP_SECONDS, SENDERS, server.post);
  }
  await readersHaveLeft();
  return count;
}
