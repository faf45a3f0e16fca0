import assert from "node:assert/strict";
import { findActor } from "../../lib/auth/session.ts";
import { signToken } from "../../lib/auth/token.ts";
import type { Actor } from "../../lib/auth/actor.ts";
import { Problem } from "../../lib/http/problem.ts";
import { changeUser } from "../../lib/tenancy/change_user.ts";
import type { UserPatch } from "../../lib/tenancy/contract.ts";
import { listUsers } from "../../lib/tenancy/managed_users.ts";
import { type TestServices, testServices } from "../support/services.ts";

async function given() {
  const services = await testServices();
  return Object.assign(services, {
    root: await services.user("root@h.test", { role: "global_admin" }),
    carla: await services.user("carla@acme.test", { role: "tenant_admin" }),
    ada: await services.user("ada@acme.test"),
    greg: await services.user("greg@globex.test", { role: "tenant_admin" }),
  });
}

Deno.test("a role holds from the next request on, and ends the streams that the old one opened", async () => {
  await using services = await given();
  const { carla, ada } = services;
  const changed = await changeUser(services, carla, ada.userId, {
    role: "agent",
    name: "Ada Lovelace",
  });
  assert.partialDeepStrictEqual(changed, {
    email: "ada@acme.test",
    name: "Ada Lovelace",
    role: "agent",
    isActive: true,
  });
  const found = await actorOf(services, ada);
  assert.equal(found?.role, "agent");
  assert.equal(found?.name, "Ada Lovelace");
  assert.deepEqual(await eventTypes(services), ["user:changed"]);
});

Deno.test("who is shut out is out at once, and let in again signs in anew", async () => {
  await using services = await given();
  const { carla, ada } = services;
  await changeUser(services, carla, ada.userId, { isActive: false });
  assert.equal(await actorOf(services, ada), undefined);
  await changeUser(services, carla, ada.userId, { isActive: true });
  assert.equal(await actorOf(services, ada), undefined);
  assert.deepEqual(await eventTypes(services), ["user:changed", "user:joined"]);
});

Deno.test("to ask for what is so changes nothing, and tells nobody", async () => {
  await using services = await given();
  const { carla, ada } = services;
  await changeUser(services, carla, ada.userId, {
    role: "subscriber",
    isActive: true,
  });
  assert.deepEqual(await eventTypes(services), []);
  assert.equal((await actorOf(services, ada))?.role, "subscriber");
});

Deno.test("nobody changes their own role, shuts themselves out, or leaves a tenant without an admin", async () => {
  await using services = await given();
  const { root, carla, ada, greg } = services;
  const status = refusal(services);
  assert.equal(await status(carla, carla, { role: "subscriber" }), 409);
  assert.equal(await status(carla, carla, { isActive: false }), 409);
  assert.equal(await status(carla, carla, { name: "Carla B." }), null);
  assert.equal(await status(root, carla, { role: "agent" }), 409);
  assert.equal(await status(null, root, { isActive: false }), 409);
  assert.equal(await status(carla, greg, { isActive: false }), 404);
  assert.equal(await status(ada, carla, { name: "Nobody" }), 403);
  assert.equal(await status(carla, ada, { role: "global_admin" }), 422);
  assert.equal(await status(root, root, { role: "tenant_admin" }), 409);
  assert.equal(await status(null, root, { role: "tenant_admin" }), 422);
  await assert.rejects(changeUser(services, root, 99, {}), /User "99"/);
});

Deno.test("of two admins who shut each other out at once, one is left", async () => {
  await using services = await given();
  const { carla } = services;
  const chi = await services.user("chi@acme.test", { role: "tenant_admin" });
  const status = refusal(services);
  const answers = await Promise.all([
    status(carla, chi, { isActive: false }),
    status(chi, carla, { isActive: false }),
  ]);
  assert.deepEqual(answers.sort(), [409, null]);
});

Deno.test("an admin's list has everybody of the tenant, page by page, newest first", async () => {
  await using services = await given();
  const { carla, root, ada } = services;
  for (let n = 0; n < 5; n++) {
    services.clock.advance(1_000);
    await services.user(`p${n}@acme.test`);
  }
  await changeUser(services, carla, ada.userId, { isActive: false });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listUsers(services, carla, { limit: 3, cursor });
    seen.push(...page.items.map(({ email }) => email.split("@")[0]));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  assert.deepEqual(seen, ["p4", "p3", "p2", "p1", "p0", "ada", "carla"]);
  const query = { tenant: "acme", limit: 100 };
  assert.equal((await listUsers(services, root, query)).items.length, 7);
});

async function actorOf(
  services: TestServices,
  actor: Actor,
): Promise<Actor | undefined> {
  const { sessionKeys, clock } = services;
  const { token } = await signToken(sessionKeys, actor, clock.now());
  return (await findActor(services, token))?.actor;
}

/** The status of a refusal; `null` where it is done. */
function refusal(services: TestServices) {
  return async (by: Actor | null, whom: Actor, patch: UserPatch) => {
    try {
      await changeUser(services, by, whom.userId, patch);
      return null;
    } catch (error) {
      assert.ok(error instanceof Problem, String(error));
      return error.status;
    }
  };
}

async function eventTypes({ db }: TestServices): Promise<string[]> {
  const rows = await db.query.selectFrom("Events").select("Type")
    .orderBy("Id").execute();
  return rows.map(({ Type }) => Type);
}
