import assert from "node:assert/strict";
import { DEMO_PASSWORD } from "../../lib/auth/demo_password.ts";
import { login } from "../../lib/auth/login.ts";
import { openDatabase } from "../../lib/db/database.ts";
import { databaseLocation } from "../../lib/db/location.ts";
import { demoAccounts, seedDemo } from "../../lib/tenancy/demo.ts";
import { type TestServices, testServices } from "../support/services.ts";

const tenants = async ({ db }: TestServices) =>
  (await db.query.selectFrom("Tenants").select("Id").orderBy("Id").execute())
    .map((row) => row.Id);

const userCount = async ({ db }: TestServices) =>
  (await db.query.selectFrom("Users").select("Id").execute()).length;

Deno.test("an empty database gets two companies, their people and a global admin", async () => {
  await using services = await testServices();
  await seedDemo(services);
  assert.deepEqual(await tenants(services), ["acme", "globex", "system"]);
  const accounts = await demoAccounts(services);
  assert.equal(accounts.length, 9);
  assert.deepEqual(accounts[0], {
    email: "ada@acme.test",
    name: "Ada Lindqvist",
    role: "tenant_admin",
    tenantName: "Acme Shipping",
  });
  const root = accounts.find(({ role }) => role === "global_admin");
  assert.equal(root?.email, "root@harbor.test");
});

Deno.test("the demo's people can log in", async () => {
  await using services = await testServices();
  await seedDemo(services);
  const client = { address: "127.0.0.1", isLocal: true };
  const input = { email: "chi@globex.test", password: DEMO_PASSWORD };
  const { user } = await login(services, input, client);
  assert.equal(user.tenantId, "globex");
});

Deno.test("a database that holds a tenant is left as it is", async () => {
  await using services = await testServices();
  await services.tenant("initech");
  await seedDemo(services, [{
    seedDemo: () => Promise.reject(new Error("must not run")),
  }]);
  assert.deepEqual(await tenants(services), ["initech"]);
});

Deno.test("with the demo off there is the system tenant alone", async () => {
  await using services = await testServices({
    environment: { HARBOR_DEMO: "false" },
  });
  await seedDemo(services, [{
    seedDemo: () => Promise.reject(new Error("must not run")),
  }]);
  assert.deepEqual(await tenants(services), ["system"]);
  assert.deepEqual(await demoAccounts(services), []);
});

Deno.test("of processes that start at once, one seeds", async () => {
  await using services = await testServices();
  const { settings, clock } = services;
  const databases = await Promise.all(
    [1, 2, 3].map(() => openDatabase(databaseLocation(settings))),
  );
  let seeded = 0;
  await Promise.all(
    databases.map((db) =>
      seedDemo({ db, settings, clock }, [{
        async seedDemo(tx) {
          await tx.selectFrom("Users").select("Id").execute();
          seeded++;
        },
      }])
    ),
  );
  await Promise.all(databases.map((db) => db.close()));
  assert.equal(seeded, 1);
  assert.equal(await userCount(services), 9);
});

Deno.test("people and what is seeded with them come together or not at all", async () => {
  await using services = await testServices();
  const failure = seedDemo(services, [{
    seedDemo: () => Promise.reject(new Error("no messages")),
  }]);
  await assert.rejects(failure, /no messages/);
  assert.deepEqual(await tenants(services), []);
});

Deno.test("an account whose password was changed, or that is deactivated, is not offered", async () => {
  await using services = await testServices();
  await seedDemo(services);
  await services.db.write(async (tx) => {
    await tx.updateTable("Users").set({ PasswordHash: "another" })
      .where("Email", "=", "ada@acme.test").execute();
    await tx.updateTable("Users").set({ IsActive: 0 })
      .where("Email", "=", "ben@acme.test").execute();
  });
  const emails = (await demoAccounts(services)).map(({ email }) => email);
  assert.equal(emails.length, 7);
  assert.ok(!emails.includes("ada@acme.test"));
  assert.ok(!emails.includes("ben@acme.test"));
});
