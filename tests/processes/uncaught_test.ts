import assert from "node:assert/strict";
import { populated } from "../support/data.ts";
import { startServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { metricsOf } from "./metrics.ts";

const preload = new URL("uncaught_faults.ts", import.meta.url).href;

Deno.test("a failure that nobody waited for is logged and counted, and all goes on", async () => {
  await using data = await populated();
  await using server = await startServer({ ...data, preload });
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

Deno.test("an uncaught error sends the readers elsewhere and ends the process as failed", async () => {
  await using data = await populated();
  await using server = await startServer({ ...data, preload });
  const ada = data.client(server, "ada@acme.test");
  await using stream = await ada.stream();
  server.process.kill("SIGHUP");
  await stream.until(
    "the farewell",
    ({ event }) => event === "server:draining",
  );
  const { code } = await server.process.status;
  assert.equal(code, 1);
  assert.match(server.output(), /error\.uncaught.*Error: nobody catches this/);
});
