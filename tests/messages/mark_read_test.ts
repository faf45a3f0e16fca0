import assert from "node:assert/strict";
import { getMessage } from "../../lib/messages/get.ts";
import { markManyRead, markRead } from "../../lib/messages/mark_read.ts";
import { unreadCount } from "../../lib/messages/unread_count.ts";
import { head } from "../../lib/realtime/log/log.ts";
import { testServices } from "../support/services.ts";
import { box, eventsAfter, fillMailbox, send } from "./given.ts";

async function adaAndBen() {
  const services = await testServices();
  return {
    services,
    ada: await services.user("ada@acme.test"),
    ben: await services.user("ben@acme.test"),
  };
}

Deno.test("a message marked read is read from then on, and its reader and its sender are told", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  const { id } = await send(services, ada);
  const before = await head(services.db.query);
  services.clock.advance(1_000);
  const readAt = "2026-01-15T09:00:01.000Z";

  assert.deepEqual(await markRead(services, ben, id), {
    ids: [id],
    readAt,
    position: before + 1,
  });
  assert.equal((await getMessage(services, ben, id)).isRead, true);
  assert.partialDeepStrictEqual(await getMessage(services, ada, id), {
    recipients: [{ email: "ben@acme.test", isRead: true, readAt }],
  });
  const events = await eventsAfter(services, before);
  assert.equal(events.length, 1);
  assert.partialDeepStrictEqual(events[0], {
    tenantId: "acme",
    type: "message:read",
    topics: [`user:${ben.userId}`, `user:${ada.userId}`],
    data: {
      messageId: id,
      tenantId: "acme",
      timestamp: readAt,
      payload: { readerEmail: "ben@acme.test", readAt },
    },
  });
});

Deno.test("marking it again changes nothing and tells nobody, nor does its sender's reading", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  const { id } = await send(services, ada);
  await markRead(services, ben, id);
  const before = await head(services.db.query);
  services.clock.advance(1_000);

  assert.deepEqual((await markRead(services, ben, id)).ids, []);
  assert.deepEqual((await markRead(services, ada, id)).ids, []);
  assert.deepEqual(await eventsAfter(services, before), []);
  const [recipient] = (await getMessage(services, ada, id)).recipients;
  assert.equal(recipient.readAt, "2026-01-15T09:00:00.000Z");
});

Deno.test("a sender in another tenant is told there", async () => {
  const { services, ben } = await adaAndBen();
  await using _ = services;
  const root = await services.user("root@harbor.test", {
    role: "global_admin",
  });
  const { id } = await send(services, root, {
    tenants: ["acme"],
    recipients: ["ben@acme.test"],
  });
  const before = await head(services.db.query);
  await markRead(services, ben, id);
  assert.deepEqual(
    (await eventsAfter(services, before)).map(({ tenantId, topics }) => [
      tenantId,
      topics,
    ]),
    [["acme", [`user:${ben.userId}`]], ["system", [`user:${root.userId}`]]],
  );
});

Deno.test("who reads their own message is told once", async () => {
  const { services, ada } = await adaAndBen();
  await using _ = services;
  const { id } = await send(services, ada, { recipients: ["ada@acme.test"] });
  const before = await head(services.db.query);
  await markRead(services, ada, id);
  const [event, ...more] = await eventsAfter(services, before);
  assert.deepEqual(event.topics, [`user:${ada.userId}`]);
  assert.deepEqual(more, []);
});

Deno.test("of many that are marked, each sender is told of their own alone", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  const chi = await services.user("chi@acme.test");
  const byAda = await send(services, ada);
  const byChi = [await send(services, chi), await send(services, chi)];
  const byBen = await send(services, ben);
  const ids = [byAda, ...byChi, byBen].map(({ id }) => id);
  const before = await head(services.db.query);
  await markManyRead(services, ben, { ids });
  assert.deepEqual(
    (await eventsAfter(services, before)).map(({ topics, data }) => [
      topics,
      data.messageIds ?? data.messageId,
    ]),
    [
      [[`user:${ben.userId}`], ids],
      [[`user:${ada.userId}`], byAda.id],
      [[`user:${chi.userId}`], byChi.map(({ id }) => id)],
    ],
  );
});

Deno.test("of many ids those are marked that are mine and unread; the others are passed over", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  const chi = await services.user("chi@acme.test");
  const [one, two, read, notMine, expired] = [
    await send(services, ada),
    await send(services, ada),
    await send(services, ada),
    await send(services, ada, { recipients: ["chi@acme.test"] }),
    await send(services, ada, { expiresAt: "2026-01-15T09:00:01Z" }),
  ].map(({ id }) => id);
  await markRead(services, ben, read);
  services.clock.advance(1_000);
  const before = await head(services.db.query);

  const { ids } = await markManyRead(services, ben, {
    ids: [two, one, two, read, notMine, expired, 999_999],
  });
  assert.deepEqual(ids, [one, two]);
  const [event, ...more] = await eventsAfter(services, before);
  assert.deepEqual(event.data.messageIds, [one, two]);
  assert.equal(event.data.messageId, undefined);
  assert.deepEqual(more, []);
  assert.equal((await unreadCount(services, chi)).count, 1);
});

Deno.test("all is the whole inbox, however much there is in it, and not the archive", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  const sent = await fillMailbox(services, ada, ben, 2_050);
  const archived = sent.pop()!;
  await services.db.write((tx) =>
    tx.updateTable("MessageRecipients").set({ IsArchived: 1 })
      .where("MessageId", "=", archived).execute()
  );
  const before = await head(services.db.query);

  const { ids, position } = await markManyRead(services, ben, { all: true });
  assert.deepEqual(ids, sent);
  const events = await eventsAfter(services, before);
  assert.equal(position, before + events.length);
  assert.deepEqual(
    events.map(({ data }) => data.messageIds.length),
    [1_000, 1_000, 49],
  );
  assert.deepEqual(events.flatMap(({ data }) => data.messageIds), sent);
  assert.equal((await unreadCount(services, ben)).count, 0);
  const [kept] = await box(services, ben, { box: "archived" });
  assert.equal(kept.isRead, false);

  assert.deepEqual(
    (await markManyRead(services, ben, { all: true })).ids,
    [],
  );
});

Deno.test("all is all, though the clock was set back since it was sent", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  services.clock.advance(7 * 86_400_000);
  const { id: early } = await send(services, ada);
  services.clock.advance(-7 * 86_400_000);
  const { id: late } = await send(services, ada);
  const { ids } = await markManyRead(services, ben, { all: true });
  assert.deepEqual(ids.toSorted(), [early, late]);
});
