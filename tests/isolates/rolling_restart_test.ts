import assert from "node:assert/strict";
import { until } from "../support/until.ts";
import { startCluster } from "./cluster.ts";
import { histogram } from "./figures.ts";
import { expectAllRead, read } from "./readers.ts";
import { noComplaints, whileWriting } from "./scene.ts";
import { Writer } from "./writer.ts";

const READERS = 60;
const EMAILS = ["ada@acme.test", "ben@acme.test", "gina@globex.test"];
const WRITERS = ["carla@acme.test", "greg@globex.test"];

/** The spec closes streams spread over two seconds; a herd would come in one of these. */
const BUCKET_MS = 250;
const LARGEST_PART = 0.5;

/** What the platform gives a process from the signal to its end. */
const ENDS_WITHIN_MS = 5_000;

Deno.test("a rolling restart while all write and read: nothing is lost, doubled or out of order, and no herd comes back", async () => {
  await using cluster = await startCluster({
    name: "three processes on a file, with denokv",
    denokv: true,
    hears: "kv",
  });
  const { data, processes } = cluster;
  await using open = new AsyncDisposableStack();
  const db = await data.open();
  open.defer(() => db.close());
  const readers = Array.from({ length: READERS }, (_, n) => {
    const email = EMAILS[n % EMAILS.length];
    const clients = cluster.clients(email);
    // Each begins on the next isolate, and goes on to the one after it.
    const turned = clients.map((_, i) => clients[(n + i) % clients.length]);
    const reader = read(data, email, turned, n % clients.length);
    open.use(reader.follower);
    return reader;
  });
  const writers = WRITERS.flatMap((email, n) => [
    new Writer(cluster.clients(email), "tenant", { first: n }),
    new Writer(cluster.clients(email), "tenant", { first: n + 1 }),
  ]);

  const allConnected = () =>
    until(
      "all are connected",
      () =>
        readers.every(({ follower }) =>
          follower.connections > follower.ends.length
        ),
    );

  await whileWriting(writers, async () => {
    for (const [n, server] of processes.entries()) {
      await allConnected();
      const startedAt = performance.now();
      const { code } = await server.kill("SIGTERM");
      const tookMs = Math.round(performance.now() - startedAt);
      assert.equal(code, 0);
      assert.ok(tookMs <= ENDS_WITHIN_MS, `it took ${tookMs} ms to end`);

      await allConnected();
      const spreadOf = (of: "starts" | "ends") =>
        histogram(
          readers.flatMap(({ follower }) => follower[of])
            .filter((at) => at > startedAt).map((at) => at - startedAt),
          BUCKET_MS,
        );
      const [ends, starts] = [spreadOf("ends"), spreadOf("starts")];
      const count = ends.reduce((sum, n) => sum + n, 0);
      console.log(
        `isolate ${n + 1}: gone after ${tookMs} ms; per ${BUCKET_MS} ms,`,
        `streams that ended: ${ends.join(" ")}; that came back:`,
        starts.join(" "),
      );
      assert.ok(count >= READERS / processes.length / 2);
      for (const spread of [ends, starts]) {
        assert.ok(
          Math.max(...spread) <= LARGEST_PART * count,
          "they came in a herd",
        );
      }
      await server.restart();
    }
  });
  await expectAllRead(db, readers);
  noComplaints(writers);
  const refusals = writers.flatMap(({ refusals }) => refusals);
  const sent = writers.reduce((sum, writer) => sum + writer.sent.length, 0);
  console.log(`${sent} messages, ${refusals.length} sends answered 503 first`);
});
