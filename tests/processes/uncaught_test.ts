import assert from "node:assert/strict";
import { populated } from "../support/data.ts";
import { launch, startServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { metricsOf } from "./metrics.ts";

const KINDS = [
  { on: "on the only thread", preload: "uncaught_faults.ts", workers: "1" },
  { on: "on one of several", preload: "faulty_workers.ts", workers: "2" },
];

/** So many that each of several threads has some. */
const STREAMS = 8;

for (const { on, preload, workers } of KINDS) {
  const options = {
    preload: new URL(preload, import.meta.url).href,
    environment: { WORKERS: workers },
  };

  Deno.test(`a failure that nobody waited for is logged and counted, and all goes on: ${on}`, async () => {
    await using data = await populated();
    await using server = await startServer({ ...data, ...options });
    const ada = data.client(server, "ada@acme.test");
    await using stream = await ada.stream();
    server.process.kill("SIGUSR2");
    await until(
      "the failure is logged",
      () => server.output().includes("rejection.unhandled"),
    );
    assert.match(server.output(), /Error: nobody waited for this/);
    const metrics = await metricsOf(server.url);
    assert.equal(metrics.harbor_unhandled_rejections_total, 1);
    await ada.post("/api/messaging/send", {
      subject: "Still here",
      body: "",
      recipients: ["ada@acme.test"],
    });
    await stream.until("the message", ({ event }) => event === "message:new");
  });

  Deno.test(`an uncaught error sends the readers elsewhere and ends the process as failed: ${on}`, async () => {
    await using data = await populated();
    await using server = await startServer({ ...data, ...options });
    const ada = data.client(server, "ada@acme.test");
    await using open = new AsyncDisposableStack();
    const streams = await Promise.all(
      Array.from({ length: STREAMS }, async () => open.use(await ada.stream())),
    );
    server.process.kill("SIGHUP");
    for (const stream of streams) {
      await stream.until(
        "the farewell",
        ({ event }) => event === "server:draining",
      );
    }
    const { code } = await server.process.status;
    assert.equal(code, 1);
    assert.match(
      server.output(),
      /error\.uncaught.*Error: nobody catches this/,
    );
  });
}

Deno.test("a port that somebody else has ends the start, on several threads too", async () => {
  await using data = await populated();
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const PORT = String((listener.addr as Deno.NetAddr).port);
  for (const { workers } of KINDS) {
    const start = launch(["run", "-A", "fresh.config.ts", "start"], {
      DATA_DIR: data.dataDir,
      HARBOR_DEMO: "false",
      WORKERS: workers,
      PORT,
    });
    await assert.rejects(start, /ended before it listened.*HOST, PORT/s);
  }
});
