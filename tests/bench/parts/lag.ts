import { writeInvoices } from "../../messages/invoices.ts";
import { atMost, type Outcome } from "../goals.ts";
import { atRate, forSeconds } from "../load/pace.ts";
import { measureLagDuring, type Work } from "../measure_lag.ts";
import type { Options } from "../options.ts";
import { repeat } from "../repetitions.ts";
import { printResults } from "../report.ts";
import {
  type Harbor,
  type HarborOptions,
  startHarbor,
} from "../servers/harbor.ts";

const PROBE = import.meta.resolve("../servers/lag_probe.ts");
const PROBE_ON_SLOW_DISK = import.meta.resolve(
  "../servers/lag_probe_on_slow_disk.ts",
);
const SENDS_PER_SECOND = 1_000;
const SEARCHERS = 8;
const MESSAGES = 150_000;

/** More than come while two commits reach the disk. */
const UNANSWERED = 128;

interface Occupation {
  start: HarborOptions;
  work: Work;
}

const OCCUPATIONS: Record<string, Occupation> = {
  "1,000 sends a second, fsync 20 ms": {
    start: { preload: PROBE_ON_SLOW_DISK },
    async work(harbor, seconds) {
      const count = SENDS_PER_SECOND * seconds;
      await atRate(count, SENDS_PER_SECOND, harbor.postToOne, UNANSWERED);
      return count;
    },
  },
  "8 people search 150,000 messages": {
    start: {
      preload: PROBE,
      people: SEARCHERS,
      fill: (db, emails) => writeInvoices(db, emails, MESSAGES),
    },
    work: ({ clients }, seconds) =>
      forSeconds(seconds, SEARCHERS, async (number) => {
        await clients[number % SEARCHERS].get("/api/messages?q=invoice+7");
      }),
  },
};

/** How late the event loop is while the database has much to do. */
export async function lag(options: Options): Promise<Outcome[]> {
  const servers = Object.entries(OCCUPATIONS).map(([name, { start, work }]) =>
    [name, () => startWith(start, work)] as const
  );
  const results = await repeat(
    options.repetitions,
    Object.fromEntries(servers),
    ({ harbor, work }) => measureLagDuring(work, harbor, options.seconds),
  );
  printResults("How late the event loop is", results, {
    "p99, ms": ({ p99 }) => p99,
    "most, ms": ({ max }) => max,
    "done a second": ({ perSecond }) => perSecond,
  });
  return Object.entries(results).map(([name, repetitions]) => ({
    what: `event-loop lag, p99: ${name}`,
    unit: "ms",
    goal: [atMost(10)],
    figures: { harbor: repetitions.map(({ p99 }) => p99) },
  }));
}

async function startWith(options: HarborOptions, work: Work) {
  const harbor: Harbor = await startHarbor(options);
  return { harbor, work, [Symbol.asyncDispose]: harbor[Symbol.asyncDispose] };
}
