import assert from "node:assert/strict";
import { DEMO_PASSWORD } from "../../lib/auth/demo_password.ts";
import { login } from "../../lib/auth/login.ts";
import { seedDemo } from "../../lib/tenancy/demo.ts";
import { type TestServices, testServices } from "../support/services.ts";
import { command } from "./command.ts";

const CLIENT = { address: "127.0.0.1", isLocal: true };
const EMAIL = "ben@acme.test";

const signIn = (services: TestServices, password = DEMO_PASSWORD) =>
  login(services, { email: EMAIL, password }, CLIENT);

Deno.test("user:role, user:password and user:deactivate do what they say, and it can be undone", async () => {
  await using services = await testServices();
  await seedDemo(services);
  const role = await command("user_role", [EMAIL, "agent"], services);
  assert.equal(role.stdout, "ben@acme.test is agent\n", role.stderr);
  assert.equal((await signIn(services)).user.role, "agent");

  const input = "anchor\n";
  const password = await command("user_password", [EMAIL], {
    ...services,
    input,
  });
  assert.equal(password.code, 0, password.stderr);
  await signIn(services, "anchor");
  const sessions = await services.db.query.selectFrom("Sessions").selectAll()
    .execute();
  assert.equal(sessions.length, 1);

  const out = await command("user_deactivate", [EMAIL], services);
  assert.equal(out.stdout, "Shut out ben@acme.test\n", out.stderr);
  await assert.rejects(signIn(services, "anchor"), { status: 401 });
  await command("user_deactivate", [EMAIL, "--undo"], services);
  await signIn(services, "anchor");
});

Deno.test("tenant:deactivate shuts a tenant, and can be undone", async () => {
  await using services = await testServices();
  await seedDemo(services);
  const shut = await command("tenant_deactivate", ["acme"], services);
  assert.equal(shut.stdout, "Shut tenant acme\n", shut.stderr);
  await assert.rejects(signIn(services), { status: 401 });
  await command("tenant_deactivate", ["acme", "--undo"], services);
  await signIn(services);
});

const WRONG: [name: string, args: string[], code: number, says: RegExp][] = [
  ["user_role", [EMAIL], 2, /ROLE is missing\n\nUsage: deno task user:role/],
  ["user_role", [EMAIL, "boss"], 2, /ROLE is "boss"; it must be subscriber/],
  ["user_role", ["ada@acme.test", "agent"], 1, /last active admin of "acme"/],
  ["user_deactivate", ["nobody@acme.test"], 1, /There is no user "nobody@/],
  ["tenant_deactivate", ["system"], 1, /the global admins' own/],
  ["tenant_deactivate", ["nowhere"], 1, /Tenant "nowhere"/],
];

Deno.test("what cannot be done is one line and no change", async () => {
  await using services = await testServices();
  await seedDemo(services);
  for (const [name, args, code, says] of WRONG) {
    const outcome = await command(name, args, services);
    assert.equal(outcome.code, code, `${name} ${args}: ${outcome.stderr}`);
    assert.match(outcome.stderr, says);
    assert.doesNotMatch(outcome.stderr, /\n {4}at /);
  }
  const events = await services.db.query.selectFrom("Events").select("Type")
    .where("Type", "<>", "user:joined").execute();
  assert.deepEqual(events, []);
});
