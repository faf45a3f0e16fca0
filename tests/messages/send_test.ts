import assert from "node:assert/strict";
import type { Actor } from "../../lib/auth/actor.ts";
import { openDatabase } from "../../lib/db/database.ts";
import { RECIPIENTS_SHOWN } from "../../lib/messages/contract.ts";
import { RECIPIENTS_TOLD } from "../../lib/messages/lean.ts";
import { getMessage } from "../../lib/messages/get.ts";
import { testServices } from "../support/services.ts";
import { box, eventsAfter, send, subjects, trySend } from "./given.ts";

Deno.test("a message sent is answered whole, and is in the recipients' inbox and in the sender's sent box", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const chi = await services.user("chi@acme.test", { name: "Linh Chi" });

  const { message, created } = await trySend(services, ada, {
    subject: "Berth 4",
    body: "The crane is back.\nBring helmets.",
    recipients: ["chi@acme.test", ben.userId],
    priority: "high",
    expiresAt: "2026-01-16T10:00:00+01:00",
  });

  assert.equal(created, true);
  assert.deepEqual(message, {
    id: message.id,
    tenantId: "acme",
    subject: "Berth 4",
    body: "The crane is back.\nBring helmets.",
    sender: { email: "ada@acme.test", name: "Ada" },
    recipients: [
      {
        email: "chi@acme.test",
        name: "Linh Chi",
        isRead: false,
        readAt: null,
      },
      { email: "ben@acme.test", name: "Ben", isRead: false, readAt: null },
    ],
    recipientCount: 2,
    messageType: "message",
    priority: "high",
    createdAt: "2026-01-15T09:00:00.000Z",
    expiresAt: "2026-01-16T09:00:00.000Z",
    isRead: true,
    isArchived: false,
    isDeleted: false,
    isRecalled: false,
    recalledAt: null,
    recallReason: null,
    hasAttachments: false,
    attachmentCount: 0,
    attachments: [],
    links: [],
  });
  assert.deepEqual(await getMessage(services, ada, message.id), message);
  assert.deepEqual(await box(services, ada, { box: "sent" }), [message]);
  for (const reader of [ben, chi]) {
    assert.deepEqual(await box(services, reader), [{
      ...message,
      isRead: false,
      recipients: message.recipients.map((recipient) => ({
        ...recipient,
        isRead: null,
      })),
    }]);
  }
  assert.deepEqual(await box(services, ada), []);
});

Deno.test("the same clientId again sends nothing and answers the first message, whatever else the retry says", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const first = await send(services, ada, {
    clientId: "draft-1",
    expiresAt: "2026-01-15T09:30:00Z",
  });
  const events = await eventsAfter(services);

  services.clock.advance(3_600_000);
  const retries = [
    {},
    { subject: "Other", body: "Other", priority: "low" as const },
    { expiresAt: "2026-01-15T09:30:00Z" }, // has passed by now
    { recipients: ["nobody@acme.test"] },
  ];
  for (const retry of retries) {
    assert.deepEqual(
      await trySend(services, ada, { ...retry, clientId: "draft-1" }),
      { message: first, created: false },
    );
  }
  assert.deepEqual(await eventsAfter(services), events);

  assert.equal(
    (await trySend(services, ben, { clientId: "draft-1" })).created,
    true,
    "another sender's clientId is another message",
  );
});

Deno.test("a retry is answered even when the message was deleted since", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  await services.user("ben@acme.test");
  const first = await send(services, ada, { clientId: "draft-1" });
  await services.db.write((tx) =>
    tx.updateTable("Messages").set({ IsDeleted: 1 }).execute()
  );

  const again = await trySend(services, ada, { clientId: "draft-1" });
  assert.equal(again.created, false);
  assert.equal(again.message.id, first.id);
});

Deno.test("identical sends at once, through two connections to the database, make one message", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const other = await openDatabase({
    url: `file:${services.dataDir}/harbor.db`,
  });
  try {
    const sends = Array.from({ length: 20 }, (_, index) =>
      trySend(
        index % 2 === 0 ? services : { ...services, db: other },
        ada,
        { clientId: "draft-1" },
      ));
    const results = await Promise.all(sends);
    assert.equal(results.filter(({ created }) => created).length, 1);
    assert.equal(new Set(results.map(({ message }) => message.id)).size, 1);
  } finally {
    await other.close();
  }
  assert.deepEqual(await subjects(services, ben), ["Hello"]);
  assert.equal((await eventsAfter(services)).length, 2);
});

Deno.test("a global admin's retry beside the first call is answered with the whole message", async () => {
  await using services = await testServices();
  const root = await services.user("root@system.test", {
    role: "global_admin",
  });
  await services.user("ben@acme.test");
  await services.user("chi@acme.test");
  const call = () =>
    trySend(services, root, {
      tenants: ["acme"],
      recipients: undefined,
      clientId: "once",
    });
  const [first, second] = await Promise.all([call(), call()]);
  assert.deepEqual([first.created, second.created], [true, false]);
  const emails = ({ message }: typeof first) =>
    message.recipients.map(({ email }) => email).toSorted();
  assert.deepEqual(emails(second), ["ben@acme.test", "chi@acme.test"]);
  assert.deepEqual(emails(second), emails(first));
});

Deno.test("a message without clientId is sent as often as it is asked for", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  await send(services, ada);
  await send(services, ada);
  assert.equal((await box(services, ben)).length, 2);
});

Deno.test("a message cannot expire before it is sent", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  await services.user("ben@acme.test");
  for (
    const expiresAt of [
      "2026-01-15T09:00:00Z",
      "2020-01-01T00:00:00Z",
      "9999-12-31T23:59:59-01:00", // the year 10000 in UTC
    ]
  ) {
    await assert.rejects(send(services, ada, { expiresAt }), {
      status: 422,
      detail:
        `Cannot send message: expiresAt "${expiresAt}" is not in the future`,
    });
  }
  assert.deepEqual(await subjects(services, ada, { box: "sent" }), []);
});

Deno.test("a message to a thousand names them all when asked for, and the first of them in lists and events", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  await services.db.write((tx) =>
    tx.insertInto("Users").values(
      Array.from({ length: 1_000 }, (_, index) => ({
        TenantId: "acme",
        Email: `user${index}@acme.test`,
        Name: `User ${index}`,
        Role: "subscriber" as const,
        CreatedAt: "2026-01-01T00:00:00.000Z",
      })),
    ).execute()
  );
  const message = await send(services, ada, { recipients: "tenant" });

  assert.equal(message.recipientCount, 1_000);
  assert.equal(message.recipients.length, 1_000);
  assert.deepEqual(await getMessage(services, ada, message.id), message);
  const [listed] = await box(services, ada, { box: "sent" });
  assert.equal(listed.recipientCount, 1_000);
  assert.equal(listed.recipients.length, RECIPIENTS_SHOWN);
  const [toRecipients] = await eventsAfter(services);
  assert.equal(toRecipients.topics.length, 1_000);
  assert.equal(toRecipients.data.payload.recipients.length, RECIPIENTS_TOLD);
  assert.equal(toRecipients.data.payload.recipientCount, 1_000);
  assert.equal(toRecipients.data.truncated, undefined);
});

Deno.test("the server says of what type a message is, nobody else", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  await services.user("ben@acme.test");
  const root = await services.user("root@h.test", { role: "global_admin" });
  const typeOf = async (actor: Actor, input: object) =>
    (await send(services, actor, input)).messageType;
  assert.equal(await typeOf(ada, {}), "message");
  assert.equal(await typeOf(ada, { recipients: "tenant" }), "announcement");
  const tenants = ["acme"];
  assert.equal(await typeOf(root, { tenants }), "broadcast");
  assert.equal(await typeOf(ada, { messageType: "message" }), "message");
  await assert.rejects(
    typeOf(ada, { messageType: "system" }),
    /expected \\"message\\"/,
  );
});
