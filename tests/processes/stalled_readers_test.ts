import assert from "node:assert/strict";
import { summary } from "../isolates/figures.ts";
import { populated } from "../support/data.ts";
import { startServer, UNLIMITED } from "../support/server.ts";
import { type Frame, isLogged, parseFrame } from "../support/stream.ts";
import { entitledIds } from "../support/truth.ts";
import { metricsOf, metricsWhen, residentMiB } from "./metrics.ts";
import { connectTo, requestHead } from "./raw_connection.ts";

const STALLED = 8;

/** More than the kernel's buffers hold for one connection, which is about 4 MiB. */
const SENDS = 120;
const BODY = "€".repeat(20_000);

const BODY_BYTES = 60_000;

const QUEUE_BYTES = 262_144;

/** The ring of the newest events, 16 MiB; the queues, a quarter; and what waits to be collected. */
const MEMORY_BOUND_MIB = 100;

/** The bound on a machine with other work. */
const PROMPT_MS = 1_000;

Deno.test("readers that stop reading are cut off; memory stays bounded, others hear at once, and nothing is missing when they come back", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: { ...UNLIMITED, STREAM_QUEUE_BYTES: String(QUEUE_BYTES) },
  });
  const ada = data.client(server, "ada@acme.test");
  const ben = data.client(server, "ben@acme.test");
  await using quick = await ben.stream();
  using connections = new DisposableStack();
  const stalled = await Promise.all(
    Array.from({ length: STALLED }, async () => {
      const connection = connections.use(await connectTo(server.url));
      const head = requestHead("GET /api/messaging/stream/acme", {
        authorization: `Bearer ${ben.token}`,
      });
      await connection.say(`${head}\r\n`);
      await connection.hear("event: connected");
      return connection;
    }),
  );

  const before = residentMiB(await metricsOf(server.url));
  let largest = before;
  let queued = 0;
  const answeredAt: number[] = [];
  for (let n = 0; n < SENDS; n++) {
    await ada.post("/api/messaging/send", {
      subject: `Number ${n}`,
      body: BODY,
      recipients: ["ben@acme.test"],
    });
    answeredAt.push(performance.now());
    if (n % 10 > 0) continue;
    const metrics = await metricsOf(server.url);
    largest = Math.max(largest, residentMiB(metrics));
    queued = Math.max(queued, metrics.harbor_queue_bytes);
  }

  const db = await data.open();
  const due = await entitledIds(db, data.actors["ben@acme.test"]);
  await db.close();
  assert.equal(due.length, SENDS);
  await quick.when("all", () => quick.events().length === SENDS);
  const took = quick.events().map(({ at }, n) =>
    Math.max(0, at - answeredAt[n])
  );
  console.log(`to the one that reads: ${summary(took)}`);
  assert.ok(Math.max(...took) <= PROMPT_MS);

  const metrics = await metricsWhen(
    server.url,
    "they were cut off",
    (now) => now['harbor_streams_ended_total{reason="slow"}'] === STALLED,
  );
  assert.equal(metrics.harbor_streams, 1);
  const MiB = (value: number) => value.toFixed(1);
  console.log(
    `${MiB(SENDS * BODY_BYTES / 1_048_576)} MiB for each of ${STALLED}:`,
    `resident memory ${MiB(before)} MiB, then at most ${MiB(largest)} MiB;`,
    `queued at most ${MiB(queued / 1_048_576)} MiB`,
  );
  assert.ok(queued <= (STALLED + 1) * QUEUE_BYTES);
  assert.ok(largest - before <= MEMORY_BOUND_MIB);

  for (const connection of stalled) {
    const firstIds = framesOf(await connection.hear()).filter(isLogged)
      .map(({ id }) => id);
    assert.ok(firstIds.length < SENDS, "it was not cut off");
    await using again = await ben.stream(firstIds.at(-1));
    const rest = SENDS - firstIds.length;
    await again.when("the rest", () => again.events().length >= rest);
    const ids = [...firstIds, ...again.events().map(({ id }) => id)];
    assert.deepEqual(ids, due);
  }
  await metricsWhen(
    server.url,
    "their connections were forgotten",
    ({ harbor_sockets }) => harbor_sockets === 1,
  );
});

/** The events of an answer, whose last block may have been cut off. */
function framesOf(answer: string): Frame[] {
  const body = answer.slice(answer.indexOf("\r\n\r\n") + 4);
  return body.split("\n\n").slice(0, -1).map(parseFrame);
}
