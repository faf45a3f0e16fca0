import assert from "node:assert/strict";
import { systemClock } from "../../lib/clock.ts";
import { silentLog } from "../../lib/log.ts";
import { commit } from "../../lib/realtime/commit.ts";
import { createSpine } from "../../lib/realtime/create_spine.ts";
import { redact } from "../../lib/realtime/log/redact.ts";
import { AREAS } from "../../lib/areas.ts";
import { readSettings } from "../../lib/settings.ts";
import { populated } from "../support/data.ts";
import { startServer } from "../support/server.ts";

/** From the commit on, on every isolate. */
const WITHIN_MS = 2_000;

Deno.test("what another process redacts in the log, no process hands out two seconds later", async () => {
  await using data = await populated();
  await using first = await startServer(data);
  await using second = await startServer(data);
  const servers = [first, second];
  const ada = data.client(first, "ada@acme.test");
  const bens = servers.map((server) => data.client(server, "ben@acme.test"));
  const { position } = await bens[0].get("/api/messages");
  const live = await Promise.all(bens.map((ben) => ben.stream()));
  const { id: messageId } = await ada.post("/api/messaging/send", {
    subject: "The code",
    body: "It is 4711",
    recipients: ["ben@acme.test"],
  });
  for (const stream of live) {
    await stream.until("it", ({ event }) => event === "message:new");
  }
  // Their rings hold it now.
  for (const ben of bens) {
    await using stream = await ben.stream(position);
    await stream.until("it", ({ raw }) => raw.includes("4711"));
  }

  const db = await data.open();
  const settings = readSettings({}, AREAS).realtime;
  const spine = createSpine({ db, log: silentLog, settings, derived: [] });
  await commit({ db, spine, clock: systemClock }, (_tx, record) => {
    redact(record, "acme", { messageId }, {
      "message:new": { id: messageId, isRecalled: true } as never,
      "message:read": "kept",
      "message:attachment:added": "kept",
      "message:attachment:removed": "kept",
      "message:update": "kept",
      "message:delete": "kept",
    });
    return Promise.resolve();
  });
  spine.stop();
  await db.close();
  await new Promise((resolve) => setTimeout(resolve, WITHIN_MS));

  for (const ben of bens) {
    await using stream = await ben.stream(position);
    await stream.until("it", ({ event }) => event === "message:new");
    const [{ data }] = stream.events();
    assert.deepEqual(data.data.payload, { id: messageId, isRecalled: true });
    const polled = await ben.get(`/api/messaging/events?after=${position}`);
    assert.ok(!JSON.stringify(polled).includes("4711"));
  }
  for (const stream of live) await stream[Symbol.asyncDispose]();
});
