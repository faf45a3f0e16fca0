import assert from "node:assert/strict";
import type { Actor } from "../../lib/auth/actor.ts";
import { signToken } from "../../lib/auth/token.ts";
import * as one from "../../routes/api/messaging/messages/[id]/index.ts";
import * as readOne from "../../routes/api/messaging/messages/[id]/read.ts";
import * as list from "../../routes/api/messaging/messages/index.ts";
import * as readMany from "../../routes/api/messaging/messages/read.ts";
import * as sendRoute from "../../routes/api/messaging/send.ts";
import * as count from "../../routes/api/messaging/unread-count.ts";
import * as summaries from "../../routes/api/messages.ts";
import { testApp } from "../http/app.ts";
import { testServices } from "../support/services.ts";

async function api() {
  const services = await testServices({
    environment: { RATE_LIMIT_SEND: "off" },
  });
  const ask = testApp(services, {
    "/api/messages": summaries,
    "/api/messaging/messages/index": list,
    "/api/messaging/messages/read": readMany,
    "/api/messaging/messages/[id]/index": one,
    "/api/messaging/messages/[id]/read": readOne,
    "/api/messaging/send": sendRoute,
    "/api/messaging/unread-count": count,
  });
  const as = async (actor: Actor) => {
    const { token } = await signToken(
      services.sessionKeys,
      actor,
      services.clock.now(),
    );
    return async (path: string, body?: BodyInit, type = "application/json") => {
      const response = await ask(path, {
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { "content-type": type }),
        },
        ...(body !== undefined && { method: "POST", body }),
      });
      return { status: response.status, answer: await response.json() };
    };
  };
  return {
    services,
    ada: await as(await services.user("ada@acme.test")),
    ben: await as(await services.user("ben@acme.test")),
  };
}

const MESSAGE = {
  subject: "Hello",
  body: "How are you?",
  recipients: ["ben@acme.test"],
  clientId: "draft-1",
  colour: "a field that nobody knows",
};
const SEND = "/api/messaging/send";

Deno.test("a message sent over HTTP is listed, counted, opened and marked read", async () => {
  const { services, ada, ben } = await api();
  await using _ = services;
  const sent = await ada(SEND, JSON.stringify(MESSAGE));
  assert.equal(sent.status, 201);
  const again = await ada(SEND, JSON.stringify(MESSAGE));
  assert.deepEqual(again, { status: 200, answer: sent.answer });
  const { id } = sent.answer;

  const inbox = await ben("/api/messages?unread=true&q=hello&limit=1");
  assert.equal(inbox.status, 200);
  assert.deepEqual(
    inbox.answer.items.map(({ preview }: { preview: string }) => preview),
    ["How are you?"],
  );
  const whole = await ben("/api/messaging/messages");
  const opened = await ben(`/api/messaging/messages/${id}`);
  assert.deepEqual(whole.answer.items, [opened.answer]);
  assert.equal(
    (await ben("/api/messaging/unread-count")).answer.count,
    1,
  );

  const read = await ben(`/api/messaging/messages/${id}/read`, "");
  assert.deepEqual(read.answer.ids, [id]);
  const all = await ben("/api/messaging/messages/read", '{"all":true}');
  assert.deepEqual(all.answer.ids, []);
  assert.equal(
    (await ben("/api/messaging/unread-count")).answer.count,
    0,
  );
});

Deno.test("what cannot be read or is too much is refused by its own status", async () => {
  const { services, ada } = await api();
  await using _ = services;
  const longSubject = { ...MESSAGE, subject: "x".repeat(1_000_000) };
  const longest = { ...MESSAGE, subject: "x".repeat(1_100_000) };
  for (
    const [status, ...request] of [
      [400, SEND, "{"],
      [400, SEND, ""],
      [400, SEND, new Uint8Array([0x22, 0xff, 0x22])],
      [415, SEND, JSON.stringify(MESSAGE), "text/plain"],
      [422, SEND, JSON.stringify(longSubject)],
      [413, SEND, JSON.stringify(longest)],
      [422, SEND, "null"],
      [422, SEND, "[]"],
      [400, "/api/messaging/messages/read", "{"],
      [422, "/api/messaging/messages/read", "{}"],
      [422, "/api/messaging/messages/read", '{"all":false}'],
      [422, "/api/messaging/messages/read", '{"ids":[]}'],
      [422, "/api/messaging/messages/read", '{"ids":["1"]}'],
      [422, "/api/messages?box=outbox"],
      [422, "/api/messages?limit=101"],
      [422, "/api/messages?unread=perhaps"],
      [422, "/api/messages?q=%00"],
      [422, "/api/messages?cursor=x"],
      [404, "/api/messaging/messages/first"],
      [404, "/api/messaging/messages/1.5"],
      [404, "/api/messaging/messages/99999999999999999999"],
      [404, "/api/messaging/messages/-1/read", ""],
    ] as [number, string, BodyInit?, string?][]
  ) {
    const { status: got, answer } = await ada(...request);
    const [path, body = ""] = request;
    assert.equal(got, status, `${path} ${String(body).slice(0, 40)}`);
    assert.equal(answer.status, status);
  }
});
