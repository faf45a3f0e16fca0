import assert from "node:assert/strict";
import { DEMO_PASSWORD, isDemoAllowed } from "../../lib/auth/demo_password.ts";
import { login } from "../../lib/auth/login.ts";
import type { Updateable } from "kysely";
import type { UserRow } from "../../lib/db/schema.ts";
import { findActor, startSession } from "../../lib/auth/session.ts";
import { Problem } from "../../lib/http/problem.ts";
import { cheapHash } from "../support/data.ts";
import { testServices } from "../support/services.ts";

const HERE = { address: "127.0.0.1", isLocal: true };
const ELSEWHERE = { address: "203.0.113.7", isLocal: false };

async function refusal(attempt: Promise<unknown>) {
  const error = await attempt.then(() => null, (error) => error);
  assert.ok(error instanceof Problem, `not refused: ${error}`);
  return { status: error.status, detail: error.detail };
}

Deno.test("address and password start a session; letter case of the address does not count", async () => {
  await using services = await testServices();
  await services.user("ada@acme.test", {
    passwordHash: cheapHash(DEMO_PASSWORD),
  });
  const input = { email: "ADA@Acme.test", password: DEMO_PASSWORD };
  const { token, user } = await login(services, input, HERE);
  assert.equal(user.email, "ada@acme.test");
  assert.equal((await findActor(services, token))?.actor.userId, user.id);
});

Deno.test("the answer tells nobody whether it was the address, the password or the account", async () => {
  await using services = await testServices();
  const passwordHash = cheapHash(DEMO_PASSWORD);
  await services.user("ada@acme.test", { passwordHash });
  await services.user("ben@acme.test", { passwordHash, isActive: false });
  await services.user("chi@acme.test");
  const refusals = await Promise.all([
    { email: "ada@acme.test", password: "wrong" },
    { email: "nobody@acme.test", password: DEMO_PASSWORD },
    { email: "ben@acme.test", password: DEMO_PASSWORD },
    { email: "chi@acme.test", password: DEMO_PASSWORD },
  ].map((input) => refusal(login(services, input, HERE))));
  for (const each of refusals) assert.deepEqual(each, refusals[0]);
  assert.equal(refusals[0].status, 401);
});

Deno.test("who was shut out, or got another password, while theirs was verified starts no session", async () => {
  await using services = await testServices();
  const { userId } = await services.user("ada@acme.test");
  const verified = await services.db.query.selectFrom("Users").selectAll()
    .where("Id", "=", userId).executeTakeFirstOrThrow();
  const changes: Updateable<UserRow>[] = [
    { PasswordHash: "another" },
    { PasswordHash: verified.PasswordHash, IsActive: 0 },
  ];
  for (const change of changes) {
    await services.db.write((tx) =>
      tx.updateTable("Users").set(change).where("Id", "=", userId).execute()
    );
    const { status } = await refusal(startSession(services, verified));
    assert.equal(status, 401);
  }
});

Deno.test("the demo password is refused to strangers, and only where it is right", async () => {
  await using services = await testServices();
  await services.user("ada@acme.test", {
    passwordHash: cheapHash(DEMO_PASSWORD),
  });
  const input = { email: "ada@acme.test", password: DEMO_PASSWORD };
  const { status, detail } = await refusal(login(services, input, ELSEWHERE));
  assert.equal(status, 403);
  assert.match(detail, /HARBOR_DEMO=true/);

  const unknown = { ...input, email: "nobody@acme.test" };
  assert.equal(
    (await refusal(login(services, unknown, ELSEWHERE))).status,
    401,
  );
});

const DEMO_CASES = [
  { demo: undefined, host: "127.0.0.1", client: HERE, allowed: true },
  { demo: undefined, host: "localhost", client: HERE, allowed: true },
  { demo: undefined, host: "::1", client: HERE, allowed: true },
  { demo: undefined, host: "127.0.0.1", client: ELSEWHERE, allowed: false },
  { demo: undefined, host: "0.0.0.0", client: HERE, allowed: false },
  { demo: undefined, host: "::", client: HERE, allowed: false },
  { demo: undefined, host: "harbor.example", client: HERE, allowed: false },
  { demo: false, host: "127.0.0.1", client: ELSEWHERE, allowed: false },
  { demo: false, host: "127.0.0.1", client: HERE, allowed: false },
  { demo: true, host: "0.0.0.0", client: ELSEWHERE, allowed: true },
];

for (const { demo, host, client, allowed } of DEMO_CASES) {
  Deno.test(
    `with HARBOR_DEMO ${demo}, on ${host}, the demo password is ${
      allowed ? "good" : "refused"
    } from ${client.address}`,
    () => {
      assert.equal(isDemoAllowed({ demo, host }, client), allowed);
    },
  );
}
