import assert from "node:assert/strict";
import fc from "fast-check";
import { PRIORITIES } from "../../lib/shared/priorities.ts";
import { markManyRead, markRead } from "../../lib/messages/mark_read.ts";
import { unreadCount, unreadCounts } from "../../lib/messages/unread_count.ts";
import { head } from "../../lib/realtime/log/log.ts";
import { testServices } from "../support/services.ts";
import { box, send } from "./given.ts";

const NONE = { low: 0, normal: 0, high: 0, urgent: 0 };

Deno.test("an unread count is absolute, by priority, and knows its position", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  assert.deepEqual(await unreadCount(services, ben), {
    count: 0,
    byPriority: NONE,
    position: 0,
  });

  await send(services, ada, { priority: "urgent" });
  await send(services, ada, { priority: "low" });
  const { id } = await send(services, ada, { priority: "low" });
  await markRead(services, ben, id);
  assert.deepEqual(await unreadCount(services, ben), {
    count: 2,
    byPriority: { ...NONE, low: 1, urgent: 1 },
    position: await head(services.db.query),
  });
});

Deno.test("what has expired, was archived or deleted is not counted", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  await send(services, ada, { expiresAt: "2026-01-15T09:00:01Z" });
  const [archived, deleted, deletedForAll] = [
    await send(services, ada),
    await send(services, ada),
    await send(services, ada),
  ].map(({ id }) => id);
  await services.db.write(async (tx) => {
    await tx.updateTable("MessageRecipients").set({ IsArchived: 1 })
      .where("MessageId", "=", archived).execute();
    await tx.updateTable("MessageRecipients").set({ IsDeleted: 1 })
      .where("MessageId", "=", deleted).execute();
    await tx.updateTable("Messages").set({ IsDeleted: 1 })
      .where("Id", "=", deletedForAll).execute();
  });
  assert.equal((await unreadCount(services, ben)).count, 1);
  services.clock.advance(1_000);
  assert.equal((await unreadCount(services, ben)).count, 0);
});

Deno.test("the derived signal counts for many users of a tenant at once, also for those with none", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const chi = await services.user("chi@acme.test");
  const gus = await services.user("gus@globex.test");
  await send(services, ada, { recipients: "tenant", priority: "high" });
  await send(services, ada, { recipients: ["ben@acme.test"] });

  const users = [ada, ben, chi, gus].map(({ userId }) => userId);
  const counts = await services.db.read((tx) =>
    unreadCounts.compute(tx, "acme", users)
  );
  assert.deepEqual(
    counts,
    new Map([
      [ada.userId, { count: 0, byPriority: NONE }],
      [ben.userId, { count: 2, byPriority: { ...NONE, normal: 1, high: 1 } }],
      [chi.userId, { count: 1, byPriority: { ...NONE, high: 1 } }],
    ]),
  );
  assert.deepEqual(unreadCounts.inConnected?.(counts.get(ben.userId)!), {
    unreadCount: 2,
  });
});

Deno.test("much that is unread, and many users, are counted as truly as little and few", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  for (let n = 0; n < 205; n++) {
    await send(services, ada, {
      priority: n < 3 ? "urgent" : "normal",
      recipients: n < 199 ? ["ben@acme.test"] : "tenant",
    });
  }
  const chi = await services.user("chi@acme.test");
  await send(services, ada, { recipients: "tenant" });

  const count = (users: number[]) =>
    services.db.read((tx) => unreadCounts.compute(tx, "acme", users));
  const few = await count([ben.userId, chi.userId]);
  assert.deepEqual(few.get(ben.userId), {
    count: 206,
    byPriority: { ...NONE, normal: 203, urgent: 3 },
  });
  assert.equal(few.get(chi.userId)?.count, 1);
  const nobody = Array.from({ length: 100 }, (_, n) => 1_000 + n);
  assert.deepEqual(await count([ben.userId, chi.userId, ...nobody]), few);
});

Deno.test("the count is the length of the unread inbox, whatever happened before", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const act = fc.record({
    kind: fc.constantFrom(
      "send",
      "send",
      "wait",
      "read",
      "read all",
      "archive",
      "delete",
      "delete for all",
    ),
    nth: fc.nat(5),
    priority: fc.constantFrom(...PRIORITIES),
    expires: fc.boolean(),
  });

  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
      for (const each of acts) await perform(each);
      const unread = await box(services, ben, { unread: "true" });
      const { count, byPriority } = await unreadCount(services, ben);
      assert.equal(count, unread.length);
      for (const priority of PRIORITIES) {
        assert.equal(
          byPriority[priority],
          unread.filter((message) => message.priority === priority).length,
        );
      }
      await markManyRead(services, ben, { all: true });
    }),
    { numRuns: 25 },
  );

  async function perform(
    { kind, nth, priority, expires }: typeof act extends fc.Arbitrary<infer A>
      ? A
      : never,
  ) {
    if (kind === "send") {
      const inAMinute = new Date(services.clock.now().getTime() + 60_000);
      return await send(services, ada, {
        priority,
        expiresAt: expires ? inAMinute.toISOString() : null,
      });
    }
    if (kind === "wait") return services.clock.advance(40_000);
    if (kind === "read all") {
      return await markManyRead(services, ben, { all: true });
    }
    const message = (await box(services, ben))[nth];
    if (!message) return;
    if (kind === "read") return await markRead(services, ben, message.id);
    await services.db.write((tx) =>
      kind === "delete for all"
        ? tx.updateTable("Messages").set({ IsDeleted: 1 })
          .where("Id", "=", message.id).execute()
        : tx.updateTable("MessageRecipients")
          .set(kind === "archive" ? { IsArchived: 1 } : { IsDeleted: 1 })
          .where("MessageId", "=", message.id).execute()
    );
  }
});
