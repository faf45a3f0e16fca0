import assert from "node:assert/strict";
import { messages } from "../../lib/messages/area.ts";
import { unreadCount } from "../../lib/messages/unread_count.ts";
import { seedDemo } from "../../lib/tenancy/demo.ts";
import { testServices } from "../support/services.ts";
import { box, eventsAfter } from "./given.ts";

Deno.test("the demo's people find mail of the last days, read and unread, and mail that they sent", async () => {
  await using services = await testServices();
  await seedDemo(services, [messages]);
  const users = await services.db.query.selectFrom("Users").selectAll()
    .where("TenantId", "!=", "system").execute();

  assert.equal(users.length, 8);
  for (const { Id, Email, Name, Role, TenantId } of users) {
    const actor = {
      userId: Id,
      email: Email,
      name: Name,
      role: Role,
      tenantId: TenantId,
      sessionId: "",
      sessionExpiresAt: "",
    };
    const inbox = await box(services, actor);
    const sent = await box(services, actor, { box: "sent" });
    assert.ok(inbox.length >= 2, Email);
    assert.ok(sent.length >= 1, Email);
    assert.ok((await unreadCount(services, actor)).count >= 1, Email);
    const week = services.clock.now().getTime() - 7 * 24 * 3_600_000;
    for (const message of [...inbox, ...sent]) {
      assert.ok(Date.parse(message.createdAt) > week);
      assert.notEqual(message.sender.name, message.sender.email);
      for (const { name, email } of message.recipients) {
        assert.notEqual(name, email);
      }
    }
  }
  const events = await eventsAfter(services);
  assert.deepEqual(
    new Set(events.map(({ type }) => type)),
    new Set(["user:joined"]),
  );
});
