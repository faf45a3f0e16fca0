import assert from "node:assert/strict";
import { openDatabase } from "../../lib/db/database.ts";
import { enqueue, isolate, rows } from "../jobs/given.ts";
import { testServices } from "../support/services.ts";
import { until } from "../support/until.ts";
import { startSqld } from "./sqld.ts";

const JOBS = 60;

Deno.test("on a libSQL server, isolates share the jobs, and none is done twice, though one is cut off", async () => {
  const folder = await Deno.makeTempDir({ prefix: "harbor-sqld-" });
  try {
    await using sqld = await startSqld(folder);
    await using services = await testServices({
      environment: { LIBSQL_URL: sqld.url },
      now: new Date(),
    });
    await using stack = new AsyncDisposableStack();
    for (const name of ["one", "other"]) {
      const db = await openDatabase({ url: sqld.url });
      stack.defer(() => db.close());
      const jobs = stack.use(
        isolate({ ...services, db }, { atOnce: 3, pollSeconds: 0.1 }),
      );
      jobs.start([{
        kind: "test",
        async run(payload) {
          await new Promise((resolve) => setTimeout(resolve, 5));
          return async (tx) => {
            const CreatedAt = new Date().toISOString();
            await tx.insertInto("Tenants")
              .values({ Id: `job-${payload}`, Name: name, CreatedAt })
              .execute();
          };
        },
      }]);
    }
    for (let payload = 0; payload < JOBS; payload++) {
      await enqueue(services, { payload });
      if (payload === JOBS / 2) {
        await sqld.kill();
        await sqld.restart();
      }
    }
    // What the server's end cut off is due again when its lease runs out, or after a pause.
    await until("all jobs are done", async () => {
      const left = await rows(services).catch(() => null);
      const now = services.clock.now().toISOString();
      if (left?.every(({ DueAt }) => DueAt! > now)) {
        services.clock.advance(1_000);
      }
      return left?.length === 0;
    });
    const made = await services.db.query.selectFrom("Tenants").select("Name")
      .execute();
    assert.equal(made.length, JOBS);
    assert.equal(new Set(made.map(({ Name }) => Name)).size, 2);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
