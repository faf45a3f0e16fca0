import assert from "node:assert/strict";
import { testServices } from "../support/services.ts";
import { box, send, subjects } from "./given.ts";

Deno.test("recipients are found by address in any case, and by id, each once", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  await services.user("chi@acme.test");
  const { recipients } = await send(services, ada, {
    recipients: [
      " Chi@ACME.test ",
      ben.userId,
      "ben@acme.test",
      "chi@acme.test",
      ben.userId,
    ],
  });
  assert.deepEqual(recipients.map(({ email }) => email), [
    "chi@acme.test",
    "ben@acme.test",
  ]);
});

Deno.test("recipients who are not active people of the tenant are refused, each by name", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  await services.user("ben@acme.test");
  await services.user("gone@acme.test", { isActive: false });
  const gus = await services.user("gus@globex.test");
  await assert.rejects(
    send(services, ada, {
      recipients: [
        "ben@acme.test",
        "nobody@acme.test",
        "gus@globex.test",
        gus.userId,
        "gone@acme.test",
      ],
    }),
    {
      status: 422,
      detail:
        'Cannot send message: recipient "nobody@acme.test" is not in tenant "acme"',
      options: {
        errors: [
          {
            path: "recipients.1",
            message: 'recipient "nobody@acme.test" is not in tenant "acme"',
          },
          {
            path: "recipients.2",
            message: 'recipient "gus@globex.test" is not in tenant "acme"',
          },
          {
            path: "recipients.3",
            message: `recipient ${gus.userId} is not in tenant "acme"`,
          },
          {
            path: "recipients.4",
            message: 'recipient "gone@acme.test" is not in tenant "acme"',
          },
        ],
      },
    },
  );
  assert.deepEqual(await subjects(services, ada, { box: "sent" }), []);
});

Deno.test('"tenant" is everybody active in it but the sender', async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  await services.user("gone@acme.test", { isActive: false });
  await services.user("gus@globex.test");
  await assert.rejects(send(services, ada, { recipients: "tenant" }), {
    status: 422,
    detail: 'Cannot send message: nobody is reached in tenant "acme"',
  });

  await services.user("ben@acme.test");
  await services.user("chi@acme.test");
  const { recipients } = await send(services, ada, { recipients: "tenant" });
  assert.deepEqual(recipients.map(({ email }) => email), [
    "ben@acme.test",
    "chi@acme.test",
  ]);
});

Deno.test("who writes to themself has it unread in the inbox, and sent", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const message = await send(services, ada, { recipients: ["ada@acme.test"] });
  assert.equal(message.isRead, false);
  assert.deepEqual(await box(services, ada), [message]);
  assert.deepEqual(await box(services, ada, { box: "sent" }), [message]);
});

Deno.test("a name that holds JSON, SQL or nothing is only an unknown name", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  for (const name of ['"]', "' OR 1=1 --", "%", "*", "__proto__", "-1"]) {
    await assert.rejects(send(services, ada, { recipients: [name] }), {
      status: 422,
      detail: `Cannot send message: recipient ${
        JSON.stringify(name.toLowerCase())
      } is not in tenant "acme"`,
    });
  }
});
