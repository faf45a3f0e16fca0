import assert from "node:assert/strict";
import {
  endSession,
  findActor,
  renewSession,
  startSession,
} from "../../lib/auth/session.ts";
import { Problem } from "../../lib/http/problem.ts";
import { changeUser } from "../../lib/tenancy/change_user.ts";
import { type TestServices, testServices } from "../support/services.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

async function signedIn(services: TestServices, email = "ada@acme.test") {
  const { userId } = await services.user(email);
  const user = await services.db.query.selectFrom("Users").selectAll()
    .where("Id", "=", userId).executeTakeFirstOrThrow();
  return await startSession(services, user);
}

const events = ({ db }: TestServices) =>
  db.query.selectFrom("Events").select(["TenantId", "Type", "Audience"])
    .orderBy("Id").execute();

Deno.test("a session's token finds the actor: who, in which tenant, until when", async () => {
  await using services = await testServices();
  const { token, user, expiresAt, sessionExpiresAt } = await signedIn(services);
  assert.equal(expiresAt, "2026-01-15T09:15:00.000Z");
  assert.equal(sessionExpiresAt, "2026-02-14T09:00:00.000Z");

  const found = await findActor(services, token);
  assert.equal(found?.expired, false);
  const { sessionId, ...actor } = found.actor;
  assert.match(sessionId, /^[\w-]{32}$/);
  assert.deepEqual(actor, {
    userId: user.id,
    email: "ada@acme.test",
    name: "Ada",
    role: "subscriber",
    tenantId: "acme",
    sessionExpiresAt,
  });
});

Deno.test("an expired token is known as such while its session lives, and is nothing after", async () => {
  await using services = await testServices();
  const { token } = await signedIn(services);
  services.clock.advance(15 * MINUTE_MS);
  assert.equal((await findActor(services, token))?.expired, true);
  services.clock.advance(30 * DAY_MS);
  assert.equal(await findActor(services, token), null);
});

Deno.test("a renewed session lives another 30 days", async () => {
  await using services = await testServices();
  const first = await signedIn(services);
  services.clock.advance(29 * DAY_MS);
  const found = await findActor(services, first.token);
  const second = await renewSession(services, found!.actor);
  assert.equal(second.sessionExpiresAt, "2026-03-15T09:00:00.000Z");
  assert.deepEqual(second.user, first.user);

  services.clock.advance(29 * DAY_MS);
  assert.equal((await findActor(services, second.token))?.expired, true);
});

for (const table of ["Users", "Tenants"] as const) {
  Deno.test(`a session is not renewed once ${table} says inactive, though it lives`, async () => {
    await using services = await testServices();
    const { token } = await signedIn(services);
    const { actor } = (await findActor(services, token))!;
    await services.db.write((tx) =>
      tx.updateTable(table).set({ IsActive: 0 }).execute()
    );
    await assert.rejects(renewSession(services, actor), { status: 401 });
  });
}

Deno.test("a token can be renewed over the change of keys", async () => {
  await using services = await testServices();
  const { token } = await signedIn(services);
  services.clock.advance(29 * DAY_MS);
  await renewSession(services, (await findActor(services, token))!.actor);
  services.clock.advance(29 * DAY_MS);
  await signedIn(services, "ben@acme.test"); // signs with the next key
  const keys = await services.db.query.selectFrom("SessionKeys").select("Id")
    .execute();
  assert.equal(keys.length, 2);
  assert.equal((await findActor(services, token))?.expired, true);
});

Deno.test("an ended session is over at once, and every isolate is told", async () => {
  await using services = await testServices();
  const { token, user } = await signedIn(services);
  const { actor } = (await findActor(services, token))!;
  await endSession(services, actor);
  assert.equal(await findActor(services, token), null);
  await assert.rejects(
    renewSession(services, actor),
    (error) => error instanceof Problem && error.status === 401,
  );
  await endSession(services, actor); // again: nothing to tell
  assert.deepEqual(await events(services), [{
    TenantId: "acme",
    Type: "session:ended",
    Audience: `["user:${user.id}"]`,
  }]);
});

Deno.test("to end one session leaves the user's others", async () => {
  await using services = await testServices();
  const { token, user } = await signedIn(services);
  const row = await services.db.query.selectFrom("Users").selectAll()
    .where("Id", "=", user.id).executeTakeFirstOrThrow();
  const other = await startSession(services, row);
  await endSession(services, (await findActor(services, token))!.actor);
  assert.notEqual(await findActor(services, other.token), null);
});

Deno.test("a deactivated user is out at once, with all sessions, and every isolate is told", async () => {
  await using services = await testServices();
  const { token, user } = await signedIn(services);
  await changeUser(services, null, user.id, { isActive: false });
  assert.equal(await findActor(services, token), null);
  const rows = await services.db.query.selectFrom("Sessions").selectAll()
    .execute();
  assert.deepEqual(rows, []);
  assert.deepEqual(await events(services), [{
    TenantId: "acme",
    Type: "user:changed",
    Audience: `["user:${user.id}"]`,
  }]);
});

Deno.test("a user who is no longer active is out, even with a session", async () => {
  await using services = await testServices();
  const { token, user } = await signedIn(services);
  await services.db.write((tx) =>
    tx.updateTable("Users").set({ IsActive: 0 }).where("Id", "=", user.id)
      .execute()
  );
  assert.equal(await findActor(services, token), null);
});

Deno.test("a login clears away the sessions that have expired", async () => {
  await using services = await testServices();
  await signedIn(services);
  services.clock.advance(31 * DAY_MS);
  await signedIn(services, "ben@acme.test");
  const rows = await services.db.query.selectFrom("Sessions").select(
    "ExpiresAt",
  )
    .execute();
  const now = services.clock.now().toISOString();
  assert.deepEqual(rows.filter((row) => row.ExpiresAt <= now), []);
});
