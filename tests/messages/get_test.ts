import assert from "node:assert/strict";
import type { Actor } from "../../lib/auth/actor.ts";
import type {
  MessageRecipientRow,
  MessageRow,
} from "../../lib/messages/tables.ts";
import { getMessage } from "../../lib/messages/get.ts";
import { markRead } from "../../lib/messages/mark_read.ts";
import type { Updateable } from "kysely";
import { testServices } from "../support/services.ts";
import { box, send, subjects } from "./given.ts";

async function sentMessage() {
  const services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const { id } = await send(services, ada, {
    expiresAt: "2026-01-15T10:00:00Z",
  });
  const see = (actor: Actor) => getMessage(services, actor, id);
  const setMessage = (row: Updateable<MessageRow>) =>
    services.db.write((tx) =>
      tx.updateTable("Messages").set(row).where("Id", "=", id).execute()
    );
  const setRecipient = (row: Updateable<MessageRecipientRow>) =>
    services.db.write((tx) =>
      tx.updateTable("MessageRecipients").set(row).where("MessageId", "=", id)
        .execute()
    );
  return { services, ada, ben, id, see, setMessage, setRecipient };
}

Deno.test("a message that is not mine does not exist, in my tenant or another", async () => {
  const { services, id, see } = await sentMessage();
  await using _ = services;
  const detail = `Message "${id}" does not exist`;
  const strangers = [
    await services.user("chi@acme.test"),
    await services.user("lea@acme.test", { role: "tenant_admin" }),
    await services.user("gus@globex.test"),
    await services.user("root@harbor.test", { role: "global_admin" }),
  ];
  for (const stranger of strangers) {
    await assert.rejects(see(stranger), { status: 404, detail });
    await assert.rejects(markRead(services, stranger, id), {
      status: 404,
      detail,
    });
  }
});

Deno.test("an address that moves to another tenant takes no message along", async () => {
  const { services, ada, ben, see } = await sentMessage();
  await using _ = services;
  await services.tenant("globex");
  for (const actor of [ada, ben]) {
    const moved = { ...actor, tenantId: "globex" };
    await assert.rejects(see(moved), { status: 404 });
    assert.deepEqual(await box(services, moved), []);
    assert.deepEqual(await box(services, moved, { box: "sent" }), []);
  }
});

Deno.test("who has read it, and when, is for the sender alone", async () => {
  const { services, ada, ben, id, see } = await sentMessage();
  await using _ = services;
  const chi = await services.user("chi@acme.test");
  await send(services, ada, { recipients: ["ben@acme.test", "chi@acme.test"] });
  await markRead(services, ben, id);
  const readAt = "2026-01-15T09:00:00.000Z";
  assert.partialDeepStrictEqual((await see(ada)).recipients, [
    { isRead: true, readAt },
  ]);
  const [toChi] = await box(services, chi);
  for (const message of [await see(ben), toChi]) {
    for (const recipient of message.recipients) {
      assert.equal(recipient.isRead, null);
      assert.equal(recipient.readAt, null);
    }
  }
  assert.equal((await see(ben)).isRead, true);
});

Deno.test("an expired message is gone for its recipients, not for its sender", async () => {
  const { services, ada, ben, id, see } = await sentMessage();
  await using _ = services;
  services.clock.set("2026-01-15T09:59:59.999Z");
  await see(ben);
  services.clock.set("2026-01-15T10:00:00.000Z");
  await assert.rejects(see(ben), { status: 404 });
  await assert.rejects(markRead(services, ben, id), { status: 404 });
  assert.deepEqual(await subjects(services, ben), []);
  assert.equal((await see(ada)).id, id);
  assert.deepEqual(await subjects(services, ada, { box: "sent" }), ["Hello"]);
});

Deno.test("a message deleted for all is gone for everybody", async () => {
  const { services, ada, ben, see, setMessage } = await sentMessage();
  await using _ = services;
  await setMessage({ IsDeleted: 1, DeletedAt: "2026-01-15T09:01:00.000Z" });
  for (const actor of [ada, ben]) {
    await assert.rejects(see(actor), { status: 404 });
    assert.deepEqual(await box(services, actor), []);
    assert.deepEqual(await box(services, actor, { box: "sent" }), []);
    assert.deepEqual(await box(services, actor, { q: "hello" }), []);
  }
});

Deno.test("a message its recipient deleted is gone for them alone", async () => {
  const { services, ada, ben, id, see, setRecipient } = await sentMessage();
  await using _ = services;
  await setRecipient({ IsDeleted: 1 });
  await assert.rejects(see(ben), { status: 404 });
  assert.deepEqual(await box(services, ben), []);
  assert.equal((await see(ada)).id, id);
});

Deno.test("of a recalled message only its sender still sees what it said", async () => {
  const { services, ada, ben, see, setMessage } = await sentMessage();
  await using _ = services;
  await setMessage({
    IsRecalled: 1,
    RecalledAt: "2026-01-15T09:05:00.000Z",
    RecallReason: "Wrong berth",
  });
  const recalled = {
    isRecalled: true,
    recalledAt: "2026-01-15T09:05:00.000Z",
    recallReason: "Wrong berth",
  };
  const text = { subject: "Hello", body: "How are you?" };
  assert.partialDeepStrictEqual(await see(ada), { ...recalled, ...text });
  assert.partialDeepStrictEqual(await see(ben), {
    ...recalled,
    subject: "",
    body: "",
  });
  assert.deepEqual(await subjects(services, ben), [""]);
  assert.deepEqual(await subjects(services, ben, { q: "how" }), []);
  assert.deepEqual(
    await subjects(services, ada, { box: "sent", q: "how" }),
    ["Hello"],
  );
});

Deno.test("archived by me is mine to know", async () => {
  const { services, ada, ben, see, setRecipient } = await sentMessage();
  await using _ = services;
  await setRecipient({ IsArchived: 1 });
  assert.equal((await see(ben)).isArchived, true);
  assert.equal((await see(ada)).isArchived, false);
  assert.deepEqual(await subjects(services, ben), []);
  assert.deepEqual(await subjects(services, ben, { box: "archived" }), [
    "Hello",
  ]);
});

Deno.test("a sender or recipient whose user is gone is named by address", async () => {
  const { services, ada, ben, see } = await sentMessage();
  await using _ = services;
  await services.db.write((tx) =>
    tx.deleteFrom("Users").where("Id", "in", [ada.userId]).execute()
  );
  assert.deepEqual((await see(ben)).sender, {
    email: "ada@acme.test",
    name: "ada@acme.test",
  });
});
