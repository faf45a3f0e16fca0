import assert from "node:assert/strict";
import { populated } from "../support/data.ts";
import { startServer, UNLIMITED } from "../support/server.ts";

const STREAMS = 24;

Deno.test("several threads on one port wake each other at once, and drain together", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    // The poll would hide a thread that nobody wakes.
    environment: { ...UNLIMITED, WORKERS: "3", POLL_SECONDS: "600" },
  });
  const ada = data.client(server, "ada@acme.test");
  const ben = data.client(server, "ben@acme.test");
  await using open = new AsyncDisposableStack();
  const streams = await Promise.all(
    Array.from({ length: STREAMS }, async () => open.use(await ben.stream())),
  );
  const { connections } = await ben.get("/api/realtime/status");
  assert.ok(
    connections.length < STREAMS,
    "one thread has all streams: the test proves nothing",
  );

  const sent: number[] = [];
  for (let number = 0; number < 20; number++) {
    const message = await ada.post("/api/messaging/send", {
      subject: `Number ${number}`,
      body: "",
      recipients: ["ben@acme.test"],
    });
    sent.push(message.id);
  }
  for (const stream of streams) {
    await stream.when("all", () => stream.events().length >= sent.length);
    assert.deepEqual(
      stream.events().map(({ data }) => data.data.messageId),
      sent,
    );
  }

  const ended = server.kill("SIGTERM");
  for (const stream of streams) {
    await stream.until(
      "the farewell",
      ({ event }) => event === "server:draining",
    );
    assert.equal(await stream.finished, undefined, "it ended in order");
  }
  assert.equal((await ended).code, 0);
});
