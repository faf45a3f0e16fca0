import assert from "node:assert/strict";
import { metricsWhen } from "../processes/metrics.ts";
import { connectTo, requestHead } from "../processes/raw_connection.ts";
import { populated } from "../support/data.ts";
import { startServer, UNLIMITED } from "../support/server.ts";
import { connections, watch } from "./watched.ts";

const MIB = 1_048_576;

/** All but the last byte of what was declared. */
const UNFINISHED = "x".repeat(MIB - 1);

Deno.test("a thousand large bodies that nobody finishes, of nobody who is known, cost nearly nothing", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: UNLIMITED,
  });
  const head = requestHead("POST /api/auth/login", {
    "content-type": "application/json",
    "content-length": String(MIB),
  });
  using watched = await watch(server);
  const held = await connections(server, 1_000, () => `${head}\r\n`);
  for (const connection of held) connection.say(UNFINISHED);
  const answers = await Promise.all(
    held.map((connection) => connection.hear("\r\n")),
  );
  for (const connection of held) connection[Symbol.dispose]();
  // What is sent to a connection that was closed after the answer may take the answer with it.
  const heard = answers.filter((answer) => answer !== "");
  for (const answer of heard) assert.match(answer, /^HTTP\/1\.\d 413 /);
  assert.ok(heard.length > 0);
  await watched.end();
});

Deno.test("one user's unfinished bodies take their own part of the memory, and others go on sending", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: UNLIMITED,
  });
  const ben = data.client(server, "ben@acme.test");
  const ada = data.client(server, "ada@acme.test");
  const head = requestHead("POST /api/messaging/send", {
    authorization: `Bearer ${ben.token}`,
    "content-type": "application/json",
    "content-length": String(MIB),
  });
  using watched = await watch(server);
  const held = await connections(server, 200, () => `${head}\r\n`);
  for (const connection of held) connection.say(UNFINISHED);
  for (let n = 0; n < 20; n++) {
    await ada.post("/api/messaging/send", {
      subject: `Number ${n}`,
      body: "…",
      recipients: ["ben@acme.test"],
    });
  }
  const last = held.at(-1)!;
  assert.match(await last.hear("\r\n"), /^HTTP\/1\.\d 429 /);
  for (const connection of held) connection[Symbol.dispose]();
  await watched.end();
});

Deno.test("a body that comes more slowly than anybody's line is refused, and counted until its connection is closed", async () => {
  await using data = await populated();
  await using server = await startServer({ dataDir: data.dataDir });
  const counted = (count: number) =>
    metricsWhen(
      server.url,
      `${count} requests are under way`,
      (now) => now['harbor_held{held="requests"}'] === count,
    );
  {
    using connection = await connectTo(server.url);
    const head = requestHead("POST /api/auth/login", {
      "content-type": "application/json",
      "content-length": "100",
    });
    await connection.say(`${head}\r\n{`);
    assert.match(await connection.hear("\r\n"), /^HTTP\/1\.\d 408 /);
    await counted(1);
  }
  await counted(0);
});

Deno.test("a body that nobody wants is counted until it has come, whatever it says that it is", async () => {
  await using data = await populated();
  await using server = await startServer({ dataDir: data.dataDir });
  const counted = (count: number) =>
    metricsWhen(
      server.url,
      `${count} requests are under way`,
      (now) => now['harbor_held{held="requests"}'] === count,
    );
  using connection = await connectTo(server.url);
  const head = requestHead("POST /api/auth/login", {
    "content-type": "multipart/form-data; boundary=x",
    "content-length": "100",
  });
  await connection.say(`${head}\r\nx`);
  assert.match(await connection.hear("\r\n"), /^HTTP\/1\.\d 415 /);
  await counted(1);
  await connection.say("x".repeat(99));
  await counted(0);
});
