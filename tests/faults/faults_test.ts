import { run } from "./run.ts";
import type { Hardship } from "./schedule.ts";
import { type Bug, BUGS } from "./tamper.ts";

const HARDSHIPS: Record<string, Hardship> = {
  short: { seconds: 40, kills: 5 },
  long: { seconds: 270, kills: 50 },
};

const length = Deno.env.get("HARBOR_FAULTS") ?? "short";
const hardship = HARDSHIPS[length];
const seed = Number(
  Deno.env.get("HARBOR_FAULT_SEED") ?? Math.floor(Math.random() * 1_000_000),
);
const bug = Deno.env.get("HARBOR_FAULT_BUG") as Bug | undefined;
if (!hardship || !Number.isInteger(seed) || (bug && !(bug in BUGS))) {
  throw new Error("HARBOR_FAULTS, HARBOR_FAULT_SEED or HARBOR_FAULT_BUG");
}

for (const backend of ["file", "sqld"] as const) {
  Deno.test(`everything goes wrong for ${hardship.seconds} s over ${backend}, ${hardship.kills} kills: every log is complete, in order, once, and one's own`, async () => {
    const task = length === "long" ? "test:faults:long" : "test:faults";
    console.log(`Again: HARBOR_FAULT_SEED=${seed} deno task ${task}`);
    await run({ seed, backend, hardship, bug });
  });
}
