import type { Lag } from "../support/lag.ts";
import { until } from "../support/until.ts";
import type { Harbor } from "./servers/harbor.ts";
import { WARM_UP_SECONDS } from "./warm_up.ts";

export interface LagAtWork extends Lag {
  /** What the server did meanwhile, a second. */
  perSecond: number;
}

/** Work for a server with `lag_probe.ts`, for so long; returns how much of it was done. */
export type Work = (harbor: Harbor, seconds: number) => Promise<number>;

/** Measures how late the server's event loop is while it works. */
export async function measureLagDuring(
  work: Work,
  harbor: Harbor,
  seconds: number,
): Promise<LagAtWork> {
  await work(harbor, WARM_UP_SECONDS);
  await readLag(harbor);
  const startedAt = performance.now();
  const done = await work(harbor, seconds);
  const took = (performance.now() - startedAt) / 1000;
  return { ...await readLag(harbor), perSecond: done / took };
}

/** Since the last reading. */
async function readLag(harbor: Harbor): Promise<Lag> {
  const before = printed(harbor).length;
  Deno.kill(harbor.pid, "SIGUSR2");
  await until("the lag is told", () => printed(harbor).length > before);
  return JSON.parse(printed(harbor).at(-1)!);
}

function printed(harbor: Harbor): string[] {
  return [...harbor.output().matchAll(/^lag (\{.*\})$/gm)].map(([, lag]) =>
    lag
  );
}
