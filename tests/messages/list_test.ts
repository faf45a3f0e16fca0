import assert from "node:assert/strict";
import fc from "fast-check";
import { ListQuery, type MessageSummary } from "../../lib/messages/contract.ts";
import { listMessages, listSummaries } from "../../lib/messages/list.ts";
import { markRead } from "../../lib/messages/mark_read.ts";
import { testServices } from "../support/services.ts";
import { box, eventsAfter, send, subjects } from "./given.ts";

const MINUTE = 60_000;

async function adaAndBen() {
  const services = await testServices();
  return {
    services,
    ada: await services.user("ada@acme.test"),
    ben: await services.user("ben@acme.test"),
  };
}

Deno.test("a list is newest first, and messages of one instant have an order too", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  await send(services, ada, { subject: "1" });
  await send(services, ada, { subject: "2" });
  services.clock.advance(-MINUTE);
  await send(services, ada, { subject: "by a clock that was set back" });
  const expected = ["by a clock that was set back", "2", "1"];
  assert.deepEqual(await subjects(services, ben), expected);
  assert.deepEqual(await subjects(services, ada, { box: "sent" }), expected);
});

Deno.test("an item is a message without body, attachments and links, with a preview", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  const message = await send(services, ada, { body: "One\n\n  two" });
  const { items } = await listSummaries(
    services,
    ben,
    ListQuery.parse({}),
  );
  const { body: _body, attachments: _files, links: _links, ...head } = message;
  assert.deepEqual(items, [{
    ...head,
    isRead: false,
    recipients: [{
      email: "ben@acme.test",
      name: "Ben",
      isRead: null,
      readAt: null,
    }],
    preview: "One two",
  }]);
});

Deno.test("a preview is the first 140 characters on one line, none of them cut in two", async () => {
  const { services, ada } = await adaAndBen();
  await using _ = services;
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "binary", maxLength: 400 })
        .filter((text) => !text.includes("\u0000")),
      async (body) => {
        const { id } = await send(services, ada, { body });
        const { items: [item] } = await listSummaries(
          services,
          ada,
          ListQuery.parse({ box: "sent", limit: 1 }),
        );
        assert.equal(item.id, id);
        assert.ok(item.preview.length <= 140);
        assert.ok(item.preview.isWellFormed());
        assert.doesNotMatch(item.preview, /[\n\r\t]/);
        const line = body.replaceAll(/\s+/g, " ").trim();
        assert.ok(line.startsWith(item.preview));
        assert.ok(item.preview.length >= Math.min(139, line.length));
      },
    ),
    { numRuns: 30 },
  );
});

Deno.test("paging meets every message once, whatever the page's length and wherever times are equal", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  const sent: number[] = [];
  for (let index = 0; index < 30; index++) {
    if (index % 4 === 0) services.clock.advance(MINUTE);
    sent.unshift((await send(services, ada)).id);
  }
  const walks = [
    { actor: ben, query: {} },
    { actor: ben, query: { unread: "true" } },
    { actor: ben, query: { q: "hello" } },
    { actor: ada, query: { box: "sent" as const } },
    { actor: ada, query: { box: "sent" as const, q: "hello" } },
  ];
  for (const { actor, query } of walks) {
    for (const limit of [1, 7, 10, 30, 100]) {
      const seen: MessageSummary[] = [];
      let cursor: string | undefined;
      do {
        const page = await listSummaries(
          services,
          actor,
          ListQuery.parse({ ...query, limit, cursor }),
        );
        seen.push(...page.items);
        cursor = page.nextCursor ?? undefined;
        assert.ok(page.items.length === limit || cursor === undefined);
      } while (cursor !== undefined);
      assert.deepEqual(seen.map(({ id }) => id), sent);
    }
  }
});

Deno.test("a cursor that no list gave is refused", async () => {
  const { services, ben } = await adaAndBen();
  await using _ = services;
  for (const cursor of ["x", "AAAA", btoa("2026|1")]) {
    await assert.rejects(box(services, ben, { cursor }), { status: 422 });
  }
  for (const cursor of ["", "AA==", "🙂"]) {
    assert.ok(!ListQuery.safeParse({ cursor }).success, cursor);
  }
});

Deno.test("unread lists what I have not read, a priority what has it", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  const { id } = await send(services, ada, { subject: "read" });
  await send(services, ada, { subject: "urgent", priority: "urgent" });
  await send(services, ada, { subject: "normal" });
  await send(services, ada, {
    subject: "to both",
    recipients: ["ada@acme.test", "ben@acme.test"],
  });
  await markRead(services, ben, id);

  assert.deepEqual(await subjects(services, ben, { unread: "true" }), [
    "to both",
    "normal",
    "urgent",
  ]);
  assert.equal((await subjects(services, ben, { unread: "false" })).length, 4);
  assert.deepEqual(await subjects(services, ben, { priority: "urgent" }), [
    "urgent",
  ]);
  assert.deepEqual(
    await subjects(services, ada, { box: "sent", priority: "urgent" }),
    ["urgent"],
  );
  assert.deepEqual(
    await subjects(services, ada, { box: "sent", unread: "true" }),
    ["to both"],
  );
});

Deno.test("a message that expires is listed until it does", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  await send(services, ada, { expiresAt: "2026-01-15T09:01:00Z" });
  assert.equal((await box(services, ben)).length, 1);
  services.clock.advance(MINUTE);
  assert.equal((await box(services, ben)).length, 0);
  assert.equal((await box(services, ben, { q: "hello" })).length, 0);
  assert.equal((await box(services, ada, { box: "sent" })).length, 1);
});

Deno.test("a page names the log's position at which it was true", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  await send(services, ada);
  const { items, position } = await listMessages(
    services,
    ben,
    ListQuery.parse({}),
  );
  assert.equal(items.length, 1);
  assert.deepEqual(await eventsAfter(services, position), []);
  await send(services, ada);
  assert.equal((await eventsAfter(services, position)).length, 2);
});
