import assert from "node:assert/strict";
import { PASSWORD, type TestClient } from "../support/client.ts";
import { populated } from "../support/data.ts";
import { startServer } from "../support/server.ts";
import { metricsWhen } from "./metrics.ts";

/** So many at once, and one every two seconds after that. */
const BURST = 4;
const RATE = `${BURST}/0.5`;
const STREAMS_PER_USER = 2;
const STREAMS_MAX = 3;

Deno.test("limits are held over the wire: too much is refused in words, with the time to come again", async (t) => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: {
      RATE_LIMIT_CONNECT: RATE,
      RATE_LIMIT_SEND: RATE,
      RATE_LIMIT_LOGIN: RATE,
      STREAMS_PER_USER: String(STREAMS_PER_USER),
      STREAMS_MAX: String(STREAMS_MAX),
    },
  });
  const [ada, ben, gina] = [
    "ada@acme.test",
    "ben@acme.test",
    "gina@globex.test",
  ]
    .map((email) => data.client(server, email));
  const streamOf = (client: TestClient) =>
    client.fetch(`/api/messaging/stream/${client.user.tenantId}`);
  const send = (client: TestClient) =>
    client.fetch("/api/messaging/send", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ subject: "", body: "Hi", recipients: "tenant" }),
    });
  const login = (email: string, password: string) =>
    fetch(`${server.url}/api/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });

  await t.step(
    "who sends too much is told when to go on; others send",
    async () => {
      for (let n = 0; n < BURST; n++) assert.equal(await done(send(ada)), 201);
      const wait = await refused(429, send(ada));
      assert.equal(await done(send(ben)), 201);
      await seconds(wait);
      assert.equal(await done(send(ada)), 201);
    },
  );

  await t.step(
    "who guesses passwords has to wait, whatever the next guess",
    async () => {
      const guess = () => login("ada@acme.test", "a guess");
      for (let n = 0; n < BURST; n++) assert.equal(await done(guess()), 401);
      const right = () => login("ada@acme.test", PASSWORD);
      const wait = await refused(429, right());
      assert.equal(await done(login("ben@acme.test", PASSWORD)), 200);
      await seconds(wait);
      assert.equal(await done(right()), 200);
    },
  );

  await t.step(
    "a user's oldest stream makes room, a full isolate has none",
    async () => {
      await using oldest = await ada.stream();
      await using _second = await ada.stream();
      await using third = await ada.stream();
      await oldest.until("its farewell", ({ event }) => event === "replaced");
      await oldest.ended();
      await metricsWhen(
        server.url,
        "the oldest is gone",
        ({ harbor_sockets }) => harbor_sockets === STREAMS_PER_USER,
      );
      await using _last = await ben.stream();
      await refused(503, streamOf(gina));
      await third[Symbol.asyncDispose]();
      await metricsWhen(
        server.url,
        "there is room",
        ({ harbor_sockets }) => harbor_sockets < STREAMS_MAX,
      );
      await (await gina.stream())[Symbol.asyncDispose]();
    },
  );

  await t.step(
    "who connects too often is told when to come again",
    async () => {
      const statuses: number[] = [];
      for (let n = 0; n <= BURST; n++) statuses.push(await done(streamOf(ada)));
      assert.equal(statuses.at(-1), 429);
      const wait = await refused(429, streamOf(ada));
      await seconds(wait);
      assert.equal(await done(streamOf(ada)), 200);
    },
  );
});

async function done(asking: Promise<Response>): Promise<number> {
  const { status, body } = await asking;
  await body?.cancel();
  return status;
}

/** Answers in how many seconds it is worth trying again. */
async function refused(
  status: number,
  asking: Promise<Response>,
): Promise<number> {
  const response = await asking;
  const problem = await response.json();
  assert.equal(response.status, status);
  assert.equal(problem.status, status);
  assert.equal(
    response.headers.get("content-type"),
    "application/problem+json",
  );
  const wait = Number(response.headers.get("retry-after"));
  assert.ok(wait >= 1 && wait <= 10, `Retry-After: ${wait}`);
  return wait;
}

/** What the server asked to wait. */
function seconds(wait: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, wait * 1_000));
}
