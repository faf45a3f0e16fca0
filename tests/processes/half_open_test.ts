import assert from "node:assert/strict";
import { startTcpProxy } from "../servers/tcp_proxy.ts";
import { populated } from "../support/data.ts";
import { startServer } from "../support/server.ts";
import { metricsOf, metricsWhen, residentMiB } from "./metrics.ts";
import { connectTo, requestHead } from "./raw_connection.ts";
import { socketsOf } from "./sockets.ts";

/** Requests whose client has stopped, by how far they came. */
const HALF_REQUESTS = {
  "nothing": "",
  "half a line": "GET /api/mess",
  "half a head": requestHead("GET /api/messages"),
  "half a body": requestHead("POST /api/auth/login", {
    "content-type": "application/json",
    "content-length": "1000",
  }) + '\r\n{"email":"ada@acme.test"',
};
const EACH = 150;

/** The bound on a machine with other work. */
const PROMPT_MS = 1_000;

/** What they cost, and what the server has warmed up meanwhile. */
const MEMORY_BOUND_MIB = 120;

const STREAM_MAX_SECONDS = 2;
const VANISHED = 20;

Deno.test(`${EACH} clients of each kind that say half a request and stand still are in nobody's way`, async (t) => {
  await using data = await populated();
  await using server = await startServer(data);
  const { pid } = server.process;
  const ben = data.client(server, "ben@acme.test");
  const before = await metricsOf(server.url);
  const socketsBefore = socketsOf(pid);
  const halves = new DisposableStack();
  for (const [what, half] of Object.entries(HALF_REQUESTS)) {
    await t.step(what, async () => {
      await Promise.all(Array.from({ length: EACH }, async () => {
        const connection = halves.use(await connectTo(server.url));
        await connection.say(half);
      }));
      const startedAt = performance.now();
      const ada = await server.login("ada@acme.test");
      await using stream = await ben.stream();
      const { id } = await ada.post("/api/messaging/send", {
        subject: what,
        body: "",
        recipients: ["ben@acme.test"],
      });
      await stream.until(
        "the message",
        ({ data }) => data?.data.messageId === id,
      );
      const took = performance.now() - startedAt;
      console.log(`login, stream, send and arrival: ${Math.round(took)} ms`);
      assert.ok(took <= PROMPT_MS);
    });
  }
  const count = EACH * Object.keys(HALF_REQUESTS).length;
  assert.ok(socketsOf(pid) >= count, "they are not held: this proves nothing");
  const grown = residentMiB(await metricsOf(server.url)) - residentMiB(before);
  console.log(`${count} half requests: ${grown.toFixed(1)} MiB`);
  assert.ok(grown <= MEMORY_BOUND_MIB);

  await t.step("and forgotten once they are gone", async () => {
    halves.dispose();
    await metricsWhen(
      server.url,
      "the last was forgotten",
      () => socketsOf(pid) <= socketsBefore + 2,
    );
  });
});

Deno.test("streams whose peers vanished without a word are given up at the end of their lives", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: {
      STREAMS_PER_USER: "off",
      STREAM_MAX_SECONDS: String(STREAM_MAX_SECONDS),
      HEARTBEAT_SECONDS: "0.2",
    },
  });
  await using line = await startTcpProxy(Number(new URL(server.url).port));
  const ben = data.client(line, "ben@acme.test");
  await using open = new AsyncDisposableStack();
  await Promise.all(
    Array.from({ length: VANISHED }, async () => open.use(await ben.stream())),
  );
  const openedAt = performance.now();
  line.stall();
  assert.equal((await metricsOf(server.url)).harbor_streams, VANISHED);
  const metrics = await metricsWhen(
    server.url,
    "they were given up",
    ({ harbor_streams, harbor_sockets }) =>
      harbor_streams === 0 && harbor_sockets === 0,
  );
  assert.equal(
    metrics['harbor_streams_ended_total{reason="lifetime"}'],
    VANISHED,
  );
  const took = Math.round(performance.now() - openedAt);
  console.log(`the last of ${VANISHED} was given up after ${took} ms`);
  assert.ok(took >= STREAM_MAX_SECONDS * 800, "not before their time");
});
