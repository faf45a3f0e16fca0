import process from "node:process";
import { account } from "./accounting.ts";
import { forSeconds } from "./load/pace.ts";
import type { Harbor } from "./servers/harbor.ts";
import { WARM_UP_SECONDS } from "./warm_up.ts";

export interface Sends {
  perSecond: number;
  /** In µs. */
  cpuPerSend: number;
  /** Of one core. */
  serverLoad: number;
  clientLoad: number;
}

/** Sends messages from one person to another, so many at once, each answered once it is durable. */
export async function measureSends(
  harbor: Harbor,
  seconds: number,
  senders: number,
): Promise<Sends> {
  await forSeconds(WARM_UP_SECONDS, senders, harbor.postToOne);
  const server = account(harbor.pid).cpuSeconds;
  const client = process.cpuUsage();
  const startedAt = performance.now();
  const count = await forSeconds(seconds, senders, harbor.postToOne);
  const took = (performance.now() - startedAt) / 1000;
  const cpu = account(harbor.pid).cpuSeconds - server;
  const { user, system } = process.cpuUsage(client);
  return {
    perSecond: count / took,
    cpuPerSend: cpu / count * 1e6,
    serverLoad: cpu / took,
    clientLoad: (user + system) / 1e6 / took,
  };
}
