import assert from "node:assert/strict";
import { login } from "../../lib/auth/login.ts";
import { seedDemo } from "../../lib/tenancy/demo.ts";
import { testServices } from "../support/services.ts";
import { command } from "./command.ts";

const CLIENT = { address: "127.0.0.1", isLocal: true };

Deno.test("admin:create makes a global admin, who can log in", async () => {
  await using services = await testServices();
  const input = "battery staple\n";
  const { code, stdout } = await command(
    "admin_create",
    ["Grace@harbor.example", "--name", "Grace Hopper"],
    { ...services, input },
  );
  assert.equal(code, 0);
  assert.match(stdout, /Created global admin/);
  const credentials = {
    email: "grace@harbor.example",
    password: "battery staple",
  };
  const { user } = await login(services, credentials, CLIENT);
  assert.equal(user.role, "global_admin");
  assert.equal(user.tenantId, "system");
  assert.equal(user.name, "Grace Hopper");
});

Deno.test("admin:create on an empty database is in place of the demo", async () => {
  await using services = await testServices();
  await command("admin_create", ["grace@harbor.example"], {
    ...services,
    input: "battery staple\n",
  });
  await seedDemo(services);
  const tenants = await services.db.query.selectFrom("Tenants").select("Id")
    .execute();
  assert.deepEqual(tenants, [{ Id: "system" }]);
});

Deno.test("tenant:create and user:create make a company and its people", async () => {
  await using services = await testServices();
  const tenant = await command(
    "tenant_create",
    ["initech", "--name", "Initech"],
    services,
  );
  assert.equal(tenant.code, 0, tenant.stderr);
  const created = await command(
    "user_create",
    ["peter@initech.example", "--tenant", "initech", "--role", "tenant_admin"],
    { ...services, input: "stapler" }, // a pipe need not end its line
  );
  assert.equal(created.code, 0, created.stderr);
  const credentials = { email: "peter@initech.example", password: "stapler" };
  const { user } = await login(services, credentials, CLIENT);
  assert.equal(user.tenantId, "initech");
  assert.equal(user.role, "tenant_admin");
  assert.equal(user.name, "peter");
});

const USER = ["ada@acme.test", "--tenant", "acme"];

const WRONG: {
  what: string;
  name: string;
  args: string[];
  input?: string;
  code: number;
  says: RegExp;
}[] = [
  {
    what: "without an address",
    name: "admin_create",
    args: [],
    code: 2,
    says: /EMAIL is missing\n\nUsage: deno task admin:create/,
  },
  {
    what: "with the password as an argument",
    name: "user_create",
    args: [...USER, "hunter2"],
    code: 2,
    says: /Unexpected argument "hunter2"/,
  },
  {
    what: "with an option that there is not",
    name: "user_create",
    args: [...USER, "--password", "hunter2"],
    code: 2,
    says: /Unknown option '--password'/,
  },
  {
    what: "without a tenant",
    name: "user_create",
    args: ["ada@acme.test"],
    code: 2,
    says: /--tenant is missing/,
  },
  {
    what: "with a role that there is not",
    name: "user_create",
    args: [...USER, "--role", "global_admin"],
    code: 2,
    says:
      /--role is "global_admin"; it must be subscriber or agent or tenant_admin/,
  },
  {
    what: "with no password",
    name: "user_create",
    args: USER,
    code: 1,
    says: /^password: there is none/,
  },
  {
    what: "with a password that is too long",
    name: "user_create",
    args: USER,
    input: "x".repeat(201),
    code: 1,
    says: /^password: /,
  },
  {
    what: "in a tenant that there is not",
    name: "user_create",
    args: USER,
    input: "secret",
    code: 1,
    says: /^Cannot create user "ada@acme.test": there is no tenant "acme"\n$/,
  },
  {
    what: "with an id that is no slug",
    name: "tenant_create",
    args: ["Not A Slug"],
    code: 1,
    says: /^id: must be/,
  },
];

for (const { what, name, args, input, code, says } of WRONG) {
  Deno.test(`${name} ${what} fails in one clear line, and changes nothing`, async () => {
    await using services = await testServices();
    const outcome = await command(name, args, { ...services, input });
    assert.equal(outcome.code, code, outcome.stderr);
    assert.match(outcome.stderr, says);
    assert.doesNotMatch(outcome.stderr, /\n +at /);
    const users = await services.db.query.selectFrom("Users").select("Id")
      .execute();
    assert.deepEqual(users, []);
  });
}
