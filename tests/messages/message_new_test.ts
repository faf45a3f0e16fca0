import assert from "node:assert/strict";
import { getMessage } from "../../lib/messages/get.ts";
import { fillMessage } from "../../lib/messages/lean.ts";
import { testServices } from "../support/services.ts";
import { eventsAfter, send } from "./given.ts";

Deno.test("a new message is told to its recipients and, apart, to its sender, each as they may see it", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const chi = await services.user("chi@acme.test");
  await services.user("dora@acme.test");
  const { id } = await send(services, ada, {
    recipients: ["ben@acme.test", "chi@acme.test"],
  });

  const events = await eventsAfter(services);
  assert.deepEqual(
    events.map(({ tenantId, type, topics }) => ({ tenantId, type, topics })),
    [
      {
        tenantId: "acme",
        type: "message:new",
        topics: [`user:${ben.userId}`, `user:${chi.userId}`],
      },
      {
        tenantId: "acme",
        type: "message:new",
        topics: [`user:${ada.userId}`],
      },
    ],
  );
  for (const { data } of events) {
    assert.equal(data.messageId, id);
    assert.equal(data.tenantId, "acme");
    assert.equal(data.timestamp, "2026-01-15T09:00:00.000Z");
  }
  const [toOthers, toSender] = events;
  assert.deepEqual(
    fillMessage(toOthers.data, false),
    await getMessage(services, ben, id),
  );
  assert.deepEqual(
    fillMessage(toSender.data, true),
    await getMessage(services, ada, id),
  );
});

Deno.test("who writes to themself among others is told once, as the sender", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  await send(services, ada, {
    recipients: ["ada@acme.test", "ben@acme.test"],
  });
  assert.deepEqual(
    (await eventsAfter(services)).map(({ topics, data }, n) => {
      const { isRead, recipients } = fillMessage(data, n === 1);
      return [topics, isRead, recipients[0].isRead];
    }),
    [
      [[`user:${ben.userId}`], false, null],
      [[`user:${ada.userId}`], false, false],
    ],
  );

  await send(services, ada, { recipients: ["ada@acme.test"] });
  assert.equal((await eventsAfter(services)).length, 3);
});

Deno.test("the sender alone is told the client id of a message", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const root = await services.user("root@harbor.test", {
    role: "global_admin",
  });
  await send(services, ada, { clientId: "draft-1" });
  await send(services, root, { tenants: ["acme"], clientId: "draft-2" });
  assert.deepEqual(
    (await eventsAfter(services)).map(({ topics, data }) => [
      topics,
      data.payload.clientId,
    ]),
    [
      [[`user:${ben.userId}`], undefined],
      [[`user:${ada.userId}`], "draft-1"],
      [[`user:${ada.userId}`, `user:${ben.userId}`], undefined],
      [[`user:${root.userId}`], "draft-2"],
    ],
  );
});

Deno.test("a message to the whole tenant is addressed to those who are in it now", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  await send(services, ada, { recipients: "tenant" });
  assert.deepEqual(
    (await eventsAfter(services)).map(({ topics }) => topics),
    [[`user:${ben.userId}`], [`user:${ada.userId}`]],
  );
});

Deno.test("a body that an event has no room for goes out cut, and says so", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  await services.user("ben@acme.test");
  const body = "\u0001".repeat(20_000); // six bytes each in JSON
  await send(services, ada, { body });
  const [event] = await eventsAfter(services);
  assert.equal(event.data.truncated, true);
  assert.ok(body.startsWith(event.data.payload.body));
});

Deno.test("what is refused is not told", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  await assert.rejects(send(services, ada, { recipients: ["x@acme.test"] }));
  assert.deepEqual(await eventsAfter(services), []);
});
