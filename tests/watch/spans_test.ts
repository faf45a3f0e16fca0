import assert from "node:assert/strict";
import { populated } from "../support/data.ts";
import { startServer } from "../support/server.ts";

Deno.test("OpenTelemetry sees the life of a stream, and each delivery to it", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: {
      OTEL_DENO: "true",
      OTEL_DENO_CONSOLE: "ignore",
      OTEL_EXPORTER_OTLP_PROTOCOL: "console",
    },
  });
  const ada = data.client(server, "ada@acme.test");
  {
    await using stream = await ada.stream();
    await data.client(server, "ben@acme.test").post("/api/messaging/send", {
      subject: "Seen",
      body: "",
      recipients: ["ada@acme.test"],
    });
    await stream.until("the message", ({ event }) => event === "message:new");
  }
  await server.kill(); // what is not yet written out is now

  const output = stripColours(server.output());
  assert.match(output, /SPAN deliver [^]*?harbor\.deliveries: 1/);
  assert.match(output, /SPAN stream [^]*?harbor\.tenant: acme/);
  assert.match(output, /harbor\.reason: (client|draining)/);
});

function stripColours(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replaceAll(/\x1b\[[0-9;]*m/g, "");
}
