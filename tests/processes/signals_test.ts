import assert from "node:assert/strict";
import { openDatabase } from "../../lib/db/database.ts";
import { populated } from "../support/data.ts";
import { startServer, UNLIMITED } from "../support/server.ts";
import { until } from "../support/until.ts";

/** A write each 100 ms at most, a look each second, and what two cores need besides. */
const BY_THE_POLL_MS = 1_300;

Deno.test("a signal is told in another process within a poll, and written only where there is one", async () => {
  await using data = await populated();
  const { dataDir } = data;
  await using here = await startServer({ dataDir, environment: UNLIMITED });
  await using there = await startServer({ dataDir, environment: UNLIMITED });
  await using stack = new AsyncDisposableStack();
  const db = await openDatabase({ url: `file:${dataDir}/harbor.db` });
  stack.defer(() => db.close());
  const count = async (table: "Signals" | "Isolates") => {
    const { rows } = await db.query.selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as("rows"))
      .executeTakeFirstOrThrow();
    return rows;
  };

  const ada = data.client(here, "ada@acme.test");
  const ben = data.client(here, "ben@acme.test");
  const { id } = await ada.post("/api/messaging/send", {
    subject: "Berth",
    body: "",
    recipients: ["ben@acme.test"],
  });
  const type = async () => {
    const path = `/api/messaging/threads/${id}/typing`;
    const { status } = await ben.fetch(path, { method: "POST" });
    assert.equal(status, 204);
  };
  const near = stack.use(await ada.stream());
  await type();
  await near.until("the signal", ({ event }) => event === "typing");

  const far = stack.use(await data.client(there, "ada@acme.test").stream());
  await until("both hold a lease", async () => await count("Isolates") === 2);
  assert.equal(await count("Signals"), 0, "one process alone wrote");
  const startedAt = performance.now();
  await type();
  const frame = await far.until(
    "the signal",
    ({ event }) => event === "typing",
  );
  const tookMs = Math.round(frame.at - startedAt);
  console.log(`from the request to the other process's stream: ${tookMs} ms`);
  assert.ok(tookMs <= BY_THE_POLL_MS, `it took ${tookMs} ms`);
  assert.equal(frame.id, undefined);
  assert.partialDeepStrictEqual(frame.data, {
    type: "typing",
    data: { userId: ben.user.id, target: `thread:${id}` },
  });
});
