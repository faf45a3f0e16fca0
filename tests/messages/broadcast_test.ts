import assert from "node:assert/strict";
import { fillMessage } from "../../lib/messages/lean.ts";
import { testServices } from "../support/services.ts";
import { box, eventsAfter, send, subjects, trySend } from "./given.ts";

async function twoCompanies() {
  const services = await testServices();
  return {
    services,
    root: await services.user("root@harbor.test", { role: "global_admin" }),
    ada: await services.user("ada@acme.test"),
    ben: await services.user("ben@acme.test"),
    gus: await services.user("gus@globex.test"),
  };
}

Deno.test("a broadcast is one message to everybody in each tenant, sent by one who belongs to none", async () => {
  const { services, root, ada, ben, gus } = await twoCompanies();
  await using _ = services;
  const message = await send(services, root, { tenants: ["globex", "acme"] });

  assert.deepEqual(message.broadcast?.map(({ tenantId }) => tenantId), [
    "globex",
    "acme",
  ]);
  assert.equal(message.id, message.broadcast?.[0].id);
  assert.equal(message.tenantId, "globex");
  for (const reader of [ada, ben, gus]) {
    const [received] = await box(services, reader);
    assert.deepEqual(received.sender, {
      email: "root@harbor.test",
      name: "Root",
    });
    assert.equal(received.tenantId, reader.tenantId);
  }
  const [toGus] = await box(services, gus);
  assert.deepEqual(toGus.recipients.map(({ email }) => email), [
    "gus@globex.test",
  ]);
  assert.equal((await box(services, root, { box: "sent" })).length, 2);
});

Deno.test('"all" is every tenant but the system\'s, and passes over one that is still empty', async () => {
  const { services, root } = await twoCompanies();
  await using _ = services;
  await services.tenant("initech");
  const { broadcast } = await send(services, root, { tenants: "all" });
  assert.deepEqual(broadcast?.map(({ tenantId }) => tenantId), [
    "acme",
    "globex",
  ]);
  await assert.rejects(
    send(services, root, { tenants: ["acme", "initech"] }),
    {
      status: 422,
      detail: 'Cannot send message: nobody is reached in tenant "initech"',
    },
  );
});

Deno.test("a broadcast may name some people, each in one of the tenants", async () => {
  const { services, root, ada, ben } = await twoCompanies();
  await using _ = services;
  const { broadcast } = await send(services, root, {
    tenants: "all",
    recipients: ["ben@acme.test"],
  });
  assert.deepEqual(broadcast?.map(({ tenantId }) => tenantId), ["acme"]);
  assert.equal((await box(services, ben)).length, 1);
  assert.equal((await box(services, ada)).length, 0);

  await assert.rejects(
    send(services, root, {
      tenants: ["acme"],
      recipients: ["ben@acme.test", "gus@globex.test"],
    }),
    {
      detail:
        'Cannot send message: recipient "gus@globex.test" is not in tenant "acme"',
    },
  );
});

Deno.test("the same clientId makes a broadcast once, as a whole", async () => {
  const { services, root, ada } = await twoCompanies();
  await using _ = services;
  const first = await send(services, root, {
    tenants: "all",
    clientId: "news-1",
  });
  await services.user("ivy@initech.test");
  assert.deepEqual(
    await trySend(services, root, { tenants: "all", clientId: "news-1" }),
    { message: first, created: false },
  );
  assert.deepEqual(await subjects(services, ada), ["Hello"]);
});

Deno.test("one tenant that cannot be reached stops the whole broadcast", async () => {
  const { services, root, ada } = await twoCompanies();
  await using _ = services;
  await assert.rejects(
    send(services, root, { tenants: ["acme", "acne"] }),
    {
      status: 422,
      options: {
        errors: [{
          path: "tenants.1",
          message: 'tenant "acne" does not exist',
        }],
      },
    },
  );
  assert.deepEqual(await subjects(services, ada), []);
  assert.deepEqual(await eventsAfter(services), []);
});

Deno.test("only a global admin may broadcast, to whichever tenant", async () => {
  const { services } = await twoCompanies();
  await using _ = services;
  const lea = await services.user("lea@acme.test", { role: "tenant_admin" });
  for (const tenants of ["all" as const, ["acme"], ["globex"]]) {
    await assert.rejects(send(services, lea, { tenants }), { status: 403 });
  }
});

Deno.test("without tenants a global admin writes within the system tenant", async () => {
  const { services, root } = await twoCompanies();
  await using _ = services;
  const kim = await services.user("kim@harbor.test", { role: "global_admin" });
  await assert.rejects(send(services, root), {
    detail:
      'Cannot send message: recipient "ben@acme.test" is not in tenant "system"',
  });
  await send(services, root, { recipients: ["kim@harbor.test"] });
  assert.deepEqual(await subjects(services, kim), ["Hello"]);
});

Deno.test("a broadcast's events go to each tenant's readers, and to the sender in the system tenant", async () => {
  const { services, root, ada, ben, gus } = await twoCompanies();
  await using _ = services;
  await send(services, root, { tenants: "all" });
  const events = await eventsAfter(services);
  assert.deepEqual(
    events.map(({ tenantId, topics, data }) => [
      tenantId,
      topics,
      fillMessage(data, false).tenantId,
    ]),
    [
      ["acme", [`user:${ada.userId}`, `user:${ben.userId}`], "acme"],
      ["system", [`user:${root.userId}`], "acme"],
      ["globex", [`user:${gus.userId}`], "globex"],
      ["system", [`user:${root.userId}`], "globex"],
    ],
  );
});
