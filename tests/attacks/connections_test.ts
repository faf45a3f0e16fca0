import assert from "node:assert/strict";
import { metricsOf, metricsWhen } from "../processes/metrics.ts";
import {
  type RawConnection,
  requestHead,
} from "../processes/raw_connection.ts";
import { populated } from "../support/data.ts";
import { startServer, UNLIMITED } from "../support/server.ts";
import { until } from "../support/until.ts";
import { connections } from "./watched.ts";

const DESCRIPTORS = 1_100;

Deno.test("connections on which nothing is asked use up the descriptors, and the server goes on", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: UNLIMITED,
    descriptors: DESCRIPTORS,
  });
  const ada = data.client(server, "ada@acme.test");
  await using stream = await data.client(server, "ben@acme.test").stream();
  const held = await connections(
    server,
    3_000,
    (n) => n % 2 ? "" : "GET /healthz HTTP/1.1\r\nhost: harbor\r\nx-half: ",
  );
  try {
    await until("somebody can be served again", async () => {
      const response = await ada.fetch("/api/messaging/send", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          subject: "Still here",
          body: "…",
          recipients: "tenant",
        }),
      }).catch(() => null);
      await response?.body?.cancel();
      return response?.status === 201;
    });
    await stream.until("the message", ({ event }) => event === "message:new");
    const metrics = await metricsWhen(
      server.url,
      "connections could not be accepted",
      (now) => now.harbor_listeners_lost_total > 0,
    );

    assert.equal(metrics.harbor_streams, 1);
  } finally {
    for (const connection of held) connection[Symbol.dispose]();
  }
});

Deno.test("honest readers get as many streams as there are descriptors for, and the next is told to come again", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: UNLIMITED,
    descriptors: DESCRIPTORS,
  });
  const ada = data.client(server, "ada@acme.test");
  const head = requestHead("GET /api/messaging/stream/acme", {
    authorization: `Bearer ${ada.token}`,
  });
  const held: RawConnection[] = [];
  try {
    const most = Math.floor(DESCRIPTORS * 0.75);
    await until("as many streams are open as may", async () => {
      held.push(...await connections(server, 20, () => `${head}\r\n`, 5));
      const metrics = await metricsOf(server.url).catch(() => null);
      return metrics?.harbor_streams === most;
    });
    let refused: Response | null = null;
    await until("a connection is to be had", async () => {
      refused = await ada.fetch("/api/messaging/stream/acme").catch(() => null);
      await refused?.body?.cancel();
      return refused !== null;
    });
    assert.equal(refused!.status, 503);
    assert.equal(refused!.headers.get("retry-after"), "5");
    await until("what is no stream is answered", async () => {
      const list = await ada.fetch("/api/messaging/messages").catch(() => null);
      await list?.body?.cancel();
      return list?.status === 200;
    });
  } finally {
    for (const connection of held) connection[Symbol.dispose]();
  }
});
