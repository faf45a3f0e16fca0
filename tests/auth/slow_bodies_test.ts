import assert from "node:assert/strict";
import type { Actor } from "../../lib/auth/actor.ts";
import { signToken } from "../../lib/auth/token.ts";
import { changeUser } from "../../lib/tenancy/change_user.ts";
import type { UserPatch } from "../../lib/tenancy/contract.ts";
import * as user from "../../routes/api/admin/users/[id].ts";
import * as send from "../../routes/api/messaging/send.ts";
import { testApp } from "../http/app.ts";
import { type TestServices, testServices } from "../support/services.ts";

Deno.test("who was shut out while their request came in can send it no more", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  await services.user("ben@acme.test");
  const answer = await askSlowly(services, ada, {
    method: "POST",
    path: "/api/messaging/send",
    body: { subject: "Late", body: "", recipients: ["ben@acme.test"] },
    meanwhile: { isActive: false },
  });
  assert.equal(answer.status, 401, await answer.text());
  const sent = await services.db.query.selectFrom("Messages").select("Id")
    .execute();
  assert.deepEqual(sent, []);
});

Deno.test("who was an admin when their request began is none when it has come in", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test", { role: "tenant_admin" });
  await services.user("carla@acme.test", { role: "tenant_admin" });
  const ben = await services.user("ben@acme.test");
  const answer = await askSlowly(services, ada, {
    method: "PATCH",
    path: `/api/admin/users/${ben.userId}`,
    body: { role: "tenant_admin" },
    meanwhile: { role: "subscriber" },
  });
  assert.equal(answer.status, 401, await answer.text());
  const { Role } = await services.db.query.selectFrom("Users").select("Role")
    .where("Id", "=", ben.userId).executeTakeFirstOrThrow();
  assert.equal(Role, "subscriber");
});

/** Asks, and lets the body come only when the one who asks was changed. */
async function askSlowly(
  services: TestServices,
  actor: Actor,
  { method, path, body, meanwhile }: {
    method: string;
    path: string;
    body: unknown;
    meanwhile: UserPatch;
  },
): Promise<Response> {
  const app = testApp(services, {
    "/api/admin/users/[id]": user,
    "/api/messaging/send": send,
  });
  const { sessionKeys, clock } = services;
  const { token } = await signToken(sessionKeys, actor, clock.now());
  const begun = Promise.withResolvers<void>();
  const slow = AbortSignal.timeout(600);
  const isSlow = new Promise((resolve) => slow.onabort = resolve);
  const changed = Promise.withResolvers<void>();
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const answer = app(path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
    },
    body: new ReadableStream({
      async pull(controller) {
        begun.resolve();
        await Promise.all([changed.promise, isSlow]);
        controller.enqueue(bytes);
        controller.close();
      },
    }, { highWaterMark: 0 }),
  });
  await begun.promise;
  await changeUser(services, null, actor.userId, meanwhile);
  changed.resolve();
  return await answer;
}
