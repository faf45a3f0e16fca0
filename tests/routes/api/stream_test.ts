import assert from "node:assert/strict";
import { signToken } from "../../../lib/auth/token.ts";
import * as events from "../../../routes/api/messaging/events.ts";
import * as stream from "../../../routes/api/messaging/stream/[tenantId].ts";
import { type Ask, testApp } from "../../http/app.ts";
import { send } from "../../messages/given.ts";
import { type TestServices, testServices } from "../../support/services.ts";

const STREAM = "/api/messaging/stream/acme";

/** Asks as Ada, who has just signed in. */
async function asAda(services: TestServices): Promise<Ask> {
  const ada = await services.user("ada@acme.test");
  const { token } = await signToken(
    services.sessionKeys,
    ada,
    services.clock.now(),
  );
  const ask = testApp(services, {
    "/api/messaging/stream/[tenantId]": stream,
    "/api/messaging/events": events,
  });
  return (path, { headers, ...init } = {}) =>
    ask(path, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
}

async function firstBlock(response: Response): Promise<string> {
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value).split("\n\n")[0];
}

/** What is there to be read at once, up to the first event of the log. */
async function textOf(response: Response): Promise<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream())
    .getReader();
  let text = "";
  while (!/^id: [1-9]/m.test(text)) text += (await reader.read()).value;
  await reader.cancel();
  return text;
}

Deno.test("a stream is an event stream that no proxy may change or hold back", async () => {
  await using services = await testServices({ now: new Date() });
  const ask = await asAda(services);
  const response = await ask(STREAM);
  assert.equal(response.status, 200);
  const header = (name: string) => response.headers.get(name);
  assert.equal(header("content-type"), "text/event-stream");
  assert.equal(header("cache-control"), "no-cache, no-transform");
  assert.equal(header("x-accel-buffering"), "no");
  assert.match(await firstBlock(response), /^retry: \d+\nevent: connected\n/);
});

Deno.test("the Last-Event-ID header wins over the position in the URL", async () => {
  await using services = await testServices({ now: new Date() });
  const ask = await asAda(services);
  const headers = { "last-event-id": "0" };
  const resumed = await ask(`${STREAM}?lastEventId=x`, { headers });
  assert.match(await firstBlock(resumed), /^retry: \d+\nevent: connected\n/);
  const reset = await ask(`${STREAM}?lastEventId=x`);
  assert.match(await firstBlock(reset), /^id: 0\nevent: reset\n/);
});

Deno.test("a HEAD opens no stream", async () => {
  await using services = await testServices({ now: new Date() });
  const ask = await asAda(services);
  const response = await ask(STREAM, { method: "HEAD" });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  assert.equal(services.spine.status().connections.length, 0);
});

Deno.test("another tenant's stream is refused before it starts", async () => {
  await using services = await testServices({ now: new Date() });
  const ask = await asAda(services);
  for (const tenant of ["globex", "system", "ACME", "nowhere"]) {
    const response = await ask(`/api/messaging/stream/${tenant}`);
    assert.equal(response.status, 403);
    assert.equal(
      response.headers.get("content-type"),
      "application/problem+json",
    );
    // By this a page knows that the session has become another's.
    const { type } = await response.json();
    assert.equal(type, "urn:harbor:problem:other-tenant");
  }
});

Deno.test("who connects too often is told when to come again", async () => {
  await using services = await testServices({
    now: new Date(),
    environment: { RATE_LIMIT_CONNECT: "2/0.01" },
  });
  const ask = await asAda(services);
  for (let n = 0; n < 2; n++) await (await ask(STREAM)).body!.cancel();
  const refused = await ask(STREAM);
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get("retry-after")) > 1);
});

Deno.test("a poll with a wrong limit or wait is a clear error, a wrong position a reset", async () => {
  await using services = await testServices({ now: new Date() });
  const ask = await asAda(services);
  for (const query of ["limit=0", "limit=x", "wait=26", "wait=-1"]) {
    const response = await ask(`/api/messaging/events?${query}`);
    assert.equal(response.status, 422, query);
  }
  const answer = await ask("/api/messaging/events?after=x");
  assert.equal((await answer.json()).reset.position, 0);
});

Deno.test("a client that names types is given those alone, by stream and by poll", async () => {
  await using services = await testServices({ now: new Date() });
  const ask = await asAda(services);
  const ben = await services.user("ben@acme.test");
  await send(services, ben, { recipients: ["ada@acme.test"] });
  const named = async (types: string) => {
    const query = `after=0&types=${types}`;
    const answer = await ask(`/api/messaging/events?${query}`);
    const { events, position } = await answer.json();
    assert.equal(position, 2);
    return events.length;
  };
  assert.equal(await named("message:read,message:new"), 1);
  assert.equal(await named("message:read"), 0);
  assert.equal(await named(""), 1);
  const narrow = await ask(`${STREAM}?lastEventId=0&types=message:new`);
  assert.match(await textOf(narrow), /event: message:new\n/);
});
