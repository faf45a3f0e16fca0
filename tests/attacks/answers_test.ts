import assert from "node:assert/strict";
import { requestHead } from "../processes/raw_connection.ts";
import { populated } from "../support/data.ts";
import { startServer, UNLIMITED } from "../support/server.ts";
import { connections, watch } from "./watched.ts";

const LONG = "€".repeat(20_000);

Deno.test("four hundred large answers that nobody reads cost one user's part of the memory", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: UNLIMITED,
  });
  const ada = data.client(server, "ada@acme.test");
  const ben = data.client(server, "ben@acme.test");
  for (let n = 0; n < 200; n++) {
    await ada.post("/api/messaging/send", {
      subject: `Number ${n}`,
      body: LONG,
      recipients: ["ben@acme.test"],
    });
  }
  const head = requestHead("GET /api/messaging/events?after=0&limit=1000", {
    authorization: `Bearer ${ben.token}`,
  });
  using watched = await watch(server);
  const held = await connections(server, 400, () => `${head}\r\n`);
  for (let n = 0; n < 30; n++) {
    const { items } = await ada.get("/api/messaging/messages?box=sent&limit=5");
    assert.equal(items.length, 5);
  }
  for (const connection of held) connection[Symbol.dispose]();
  const { events } = await ben.get("/api/messaging/events?after=0&limit=1000");
  assert.ok(events.length > 0 && events.length < 200, `${events.length}`);
  await watched.end();
});
