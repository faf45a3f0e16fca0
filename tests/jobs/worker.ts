/**
 * An isolate that runs jobs, for tests that kill it: `worker.ts DATABASE NOTES`. Each job takes some
 * time, notes its beginning and end in a file, and makes the tenant that its payload names: to make
 * it twice is an error.
 */
import { openDatabase } from "../../lib/db/database.ts";
import { createJobs } from "../../lib/jobs/create_jobs.ts";
import { jsonLog } from "../../lib/log.ts";
import { systemClock } from "../../lib/clock.ts";

const [path, notes] = Deno.args;
const db = await openDatabase({ url: `file:${path}` });
const note = (what: string, payload: unknown) =>
  Deno.writeTextFileSync(notes, `${what} ${payload} ${Deno.pid}\n`, {
    append: true,
  });

const jobs = createJobs({
  db,
  spine: { ring() {} },
  clock: systemClock,
  log: jsonLog(),
  settings: { atOnce: 4, leaseSeconds: 1, pollSeconds: 0.1 },
});
jobs.start([{
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

Deno.addSignalListener("SIGTERM", async () => {
  await jobs.stop(2_000);
  await db.close();
  Deno.exit(0);
});
