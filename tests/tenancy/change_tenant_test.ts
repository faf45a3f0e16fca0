import assert from "node:assert/strict";
import { findActor } from "../../lib/auth/session.ts";
import { signToken } from "../../lib/auth/token.ts";
import { DEMO_PASSWORD } from "../../lib/auth/demo_password.ts";
import { login } from "../../lib/auth/login.ts";
import { changeTenant } from "../../lib/tenancy/change_tenant.ts";
import { demoAccounts, seedDemo } from "../../lib/tenancy/demo.ts";
import { trySend } from "../messages/given.ts";
import { testServices } from "../support/services.ts";
import { Reader } from "../realtime/support.ts";
import { subscriptionOf } from "../../lib/tenancy/subscription.ts";

const CLIENT = { address: "127.0.0.1", isLocal: true };
const credentials = (tenant: string) => ({
  email: `ada@${tenant}.test`,
  password: DEMO_PASSWORD,
});

Deno.test("nobody of a tenant that is shut has a session, a stream or a way in, until it is opened", async () => {
  await using services = await testServices();
  await seedDemo(services);
  const root = await services.user("root@h.test", { role: "global_admin" });
  const { token } = await login(services, credentials("acme"), CLIENT);
  const ada = (await findActor(services, token))!.actor;
  const body = await services.spine.open(
    subscriptionOf(ada, null, services.clock),
  );
  assert.ok(body instanceof ReadableStream);
  const reader = new Reader(body);

  const shut = await changeTenant(services, root, "acme", { isActive: false });
  assert.equal(shut.isActive, false);
  assert.equal(await reader.ended, undefined);
  assert.equal(await findActor(services, token), null);
  await assert.rejects(login(services, credentials("acme"), CLIENT), {
    status: 401,
  });
  await login(services, credentials("globex"), CLIENT);
  const tenants = (await demoAccounts(services)).map((each) => each.tenantName);
  assert.ok(!tenants.includes("Acme Shipping"));

  await changeTenant(services, root, "acme", { isActive: true });
  assert.equal(await findActor(services, token), null);
  await login(services, credentials("acme"), CLIENT);
});

Deno.test("a session that outlived the shutting of its tenant is none", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const { sessionKeys, clock, db } = services;
  const { token } = await signToken(sessionKeys, ada, clock.now());
  await db.write((tx) =>
    tx.updateTable("Tenants").set({ IsActive: 0 }).execute()
  );
  assert.equal(await findActor(services, token), null);
});

Deno.test("a broadcast to all leaves out the tenants that are shut, one to such a tenant is refused", async () => {
  await using services = await testServices();
  const root = await services.user("root@h.test", { role: "global_admin" });
  await services.user("ada@acme.test");
  await services.user("gina@globex.test");
  await changeTenant(services, null, "globex", { isActive: false });
  const { message } = await trySend(services, root, {
    recipients: "tenant",
    tenants: "all",
  });
  const reached = message.broadcast!.map(({ tenantId }) => tenantId);
  assert.deepEqual(reached, ["acme"]);
  await assert.rejects(
    trySend(services, root, { recipients: "tenant", tenants: ["globex"] }),
    /"globex" is deactivated/,
  );
});

Deno.test("the global admins' own tenant cannot be shut, and only they shut others", async () => {
  await using services = await testServices();
  const root = await services.user("root@h.test", { role: "global_admin" });
  const carla = await services.user("carla@acme.test", {
    role: "tenant_admin",
  });
  const shut = { isActive: false };
  await assert.rejects(changeTenant(services, root, "system", shut), {
    status: 409,
  });
  await assert.rejects(changeTenant(services, carla, "acme", shut), {
    status: 403,
  });
  const greg = await services.user("greg@globex.test", {
    role: "tenant_admin",
  });
  await assert.rejects(changeTenant(services, greg, "acme", shut), {
    status: 404,
  });
  await assert.rejects(changeTenant(services, root, "nowhere", shut), {
    status: 404,
  });
});
