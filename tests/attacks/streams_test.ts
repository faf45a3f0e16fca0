import assert from "node:assert/strict";
import { metricsOf, metricsWhen } from "../processes/metrics.ts";
import { connectTo, requestHead } from "../processes/raw_connection.ts";
import { populated } from "../support/data.ts";
import { startServer, UNLIMITED } from "../support/server.ts";
import { connections, watch } from "./watched.ts";

const STREAM = "GET /api/messaging/stream/acme";

Deno.test("one user's streams that are given up do not take everybody's places", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: { ...UNLIMITED, STREAMS_PER_USER: "2", STREAMS_MAX: "50" },
  });
  const ben = data.client(server, "ben@acme.test");
  const head = requestHead(STREAM, { authorization: `Bearer ${ben.token}` });
  const held = await connections(server, 100, () => `${head}\r\n`);
  await using stream = await data.client(server, "ada@acme.test").stream();
  assert.equal(stream.response.status, 200);
  const { harbor_sockets } = await metricsOf(server.url);
  assert.ok(harbor_sockets <= 2 * 4 + 1, `${harbor_sockets} connections`);
  for (const connection of held) connection[Symbol.dispose]();
  await metricsWhen(
    server.url,
    "only Ada's connection is left",
    ({ harbor_sockets, harbor_streams }) =>
      harbor_sockets === 1 && harbor_streams === 1,
  );
});

Deno.test("who comes and goes without waiting for an answer leaves nothing, and makes no error", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: { ...UNLIMITED, STREAMS_PER_USER: "8" },
  });
  const ben = data.client(server, "ben@acme.test");
  const head = requestHead(STREAM, { authorization: `Bearer ${ben.token}` });
  using watched = await watch(server);
  let next = 0;
  await Promise.all(Array.from({ length: 50 }, async () => {
    while (next++ < 5_000) {
      using connection = await connectTo(server.url);
      await connection.say(`${head}\r\n`);
      if (next % 3 === 0) await connection.hear("\r\n");
    }
  }));
  await metricsWhen(
    server.url,
    "no stream and no connection is left",
    ({ harbor_sockets, harbor_streams, harbor_listeners }) =>
      harbor_sockets + harbor_streams + harbor_listeners === 0,
  );
  await watched.end();
  assert.doesNotMatch(server.output(), /"level":"error"/);
});
