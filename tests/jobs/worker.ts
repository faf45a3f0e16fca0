/**
 * An isolate that runs jobs, for tests that kill it: `worker.ts DATABASE NOTES LEASE`. Each job
 * takes some time, notes its beginning and end in a file, and makes the tenant that its payload
 * names: to make it twice is an error. An endless job notes its beginning, and goes on until the end
 * of the process. `LEASE` is the normal lane's, in seconds; the prompt one's is 1 s.
 */
import { openDatabase } from "../../lib/db/database.ts";
import { createJobs } from "../../lib/jobs/create_jobs.ts";
import { lanesOf } from "../../lib/jobs/lanes.ts";
import { jsonLog } from "../../lib/log.ts";
import { systemClock } from "../../lib/clock.ts";

const [path, notes, leaseSeconds] = Deno.args;
const db = await openDatabase({ url: `file:${path}` });
const note = (what: string, payload: unknown) =>
  Deno.writeTextFileSync(notes, `${what} ${payload} ${Deno.pid}\n`, {
    append: true,
  });

const lanes = lanesOf({
  atOnce: 4,
  leaseSeconds: Number(leaseSeconds),
  pollSeconds: 0.1,
});
const jobs = createJobs({
  db,
  spine: { ring() {} },
  clock: systemClock,
  log: jsonLog(),
  lanes: { ...lanes, prompt: { ...lanes.prompt, leaseSeconds: 1 } },
});
jobs.start([{
  kind: "endless prompt",
  lane: "prompt",
  run: (payload) => endless(payload),
}, {
  kind: "endless",
  run: (payload) => endless(payload),
}, {
  kind: "test",
  async run(payload) {
    note("begin", payload);
    await new Promise((resolve) => setTimeout(resolve, 60));
    note("end", payload);
    return async (tx) => {
      const CreatedAt = new Date().toISOString();
      await tx.insertInto("Tenants")
        .values({ Id: String(payload), Name: "Made", CreatedAt }).execute();
    };
  },
}]);

function endless(payload: unknown): Promise<never> {
  note("begin", payload);
  return new Promise(() => {});
}

Deno.addSignalListener("SIGTERM", async () => {
  await jobs.stop(2_000);
  await db.close();
  Deno.exit(0);
});
