import { account } from "./accounting.ts";
import { asFastAsAnswered } from "./load/pace.ts";
import { follow, readersHaveLeft, startReaders } from "./load/start_readers.ts";
import type { MeasuredServer } from "./servers/measured_server.ts";

/** How many messages each reader has missed. */
export const MISSED = 1_000;

export interface Resumed {
  eventBytes: number;
  /** From the first connection to the last message. */
  seconds: number;
  /** CPU of the server for each message delivered, in µs. */
  cpuPerEvent: number;
  /** The same without what it costs to open as many streams that have missed nothing. */
  cpuPerEventAlone: number;
  lost: number;
  repeated: number;
  eventsPerRead: number;
}

/** Lets many readers return at once. The sends and a first opening of streams are the warm-up. */
export async function measureResume(
  server: MeasuredServer,
  readers: number,
): Promise<Resumed> {
  await asFastAsAnswered(MISSED, 16, server.post);
  await measureOpening(server, readers);
  const opening = await measureOpening(server, readers);

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
    eventBytes: server.eventBytes,
    seconds,
    cpuPerEvent: cpu * perEvent,
    cpuPerEventAlone: (cpu - opening) * perEvent,
    lost,
    repeated,
    eventsPerRead: readers * MISSED / reads,
  };
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
