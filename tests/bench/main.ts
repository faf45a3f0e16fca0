/**
 * What the product does on this machine, beside its peers in the same run. Servers and load are
 * processes of their own, on the same cores. `docs/performance.md` has the method.
 *
 *     deno task bench                          everything, twenty minutes
 *     deno task bench delivery resume          only these parts
 *     deno task bench sends --repetitions=1    a quick look
 *     deno task bench delivery --only=harbor,nchan --rates=100 --seconds=10 --readers=1000
 */
import type { Outcome } from "./goals.ts";
import { type Options, readOptions } from "./options.ts";
import { capacity } from "./parts/capacity.ts";
import { delivery } from "./parts/delivery.ts";
import { lag } from "./parts/lag.ts";
import { memory } from "./parts/memory.ts";
import { resume } from "./parts/resume.ts";
import { sends } from "./parts/sends.ts";
import { start } from "./parts/start.ts";
import { workers } from "./parts/workers.ts";
import { printOutcomes } from "./report.ts";

const PARTS: Record<string, (options: Options) => Promise<Outcome[]>> = {
  start,
  sends,
  lag,
  delivery,
  capacity,
  workers,
  resume,
  memory,
};

if (import.meta.main) {
  const options = readOptions(Deno.args);
  const unknown = options.parts.filter((part) => !Object.hasOwn(PARTS, part));
  if (unknown.length > 0) {
    console.error(
      `Unknown part "${unknown[0]}". It is one of: ${
        Object.keys(PARTS).join(", ")
      }`,
    );
    Deno.exit(2);
  }
  console.log(
    `${navigator.hardwareConcurrency} cores, Deno ${Deno.version.deno}, ${
      new Date().toISOString()
    }`,
  );
  const parts = options.parts.length > 0 ? options.parts : Object.keys(PARTS);
  const outcomes: Outcome[] = [];
  for (const part of parts) outcomes.push(...await PARTS[part](options));
  printOutcomes(outcomes);
  Deno.exit(0);
}
