import assert from "node:assert/strict";
import { DEMO_PASSWORD } from "../../lib/auth/demo_password.ts";
import { login } from "../../lib/auth/login.ts";
import { findActor } from "../../lib/auth/session.ts";
import { seedDemo } from "../../lib/tenancy/demo.ts";
import { PasswordChange } from "../../lib/tenancy/contract.ts";
import { changePassword } from "../../lib/tenancy/passwords.ts";
import { type TestServices, testServices } from "../support/services.ts";

const CLIENT = { address: "127.0.0.1", isLocal: true };
const EMAIL = "ada@acme.test";

const signIn = (services: TestServices, password = DEMO_PASSWORD) =>
  login(services, { email: EMAIL, password }, CLIENT);

Deno.test("another password ends the other sessions and their streams, and not this one", async () => {
  await using services = await testServices();
  await seedDemo(services);
  const [here, elsewhere] = [await signIn(services), await signIn(services)];
  const { actor } = (await findActor(services, here.token))!;
  await changePassword(services, actor, {
    current: DEMO_PASSWORD,
    password: "Tàu chở hàng",
  }, CLIENT);

  assert.ok(await findActor(services, here.token));
  assert.equal(await findActor(services, elsewhere.token), null);
  const events = await services.db.query.selectFrom("Events")
    .select(["Type", "Payload"]).where("Type", "=", "session:ended").execute();
  assert.equal(events.length, 1);
  await assert.rejects(signIn(services), { status: 401 });
  await signIn(services, "Tàu chở hàng");
});

Deno.test("a new password is one that is not guessed within a few tries", () => {
  const current = DEMO_PASSWORD;
  for (const password of ["", "x", "1234567"]) {
    const change = PasswordChange.safeParse({ current, password });
    assert.equal(change.success, false, password);
  }
  const old = { current: "x", password: "Tàu chở hàng" };
  assert.ok(PasswordChange.safeParse(old).success);
});

Deno.test("who does not know the password cannot change it, and may not guess for long", async () => {
  await using services = await testServices();
  await seedDemo(services);
  const { token } = await signIn(services);
  const { actor } = (await findActor(services, token))!;
  const statuses: number[] = [];
  for (let guess = 0; guess < 12; guess++) {
    const change = { current: `guess ${guess}`, password: "mine from now on" };
    await changePassword(services, actor, change, CLIENT).then(
      () => statuses.push(204),
      ({ status }) => statuses.push(status),
    );
  }
  assert.deepEqual(statuses, [...Array(10).fill(422), 429, 429]);
});

Deno.test("of two changes at once, the first holds", async () => {
  await using services = await testServices();
  await seedDemo(services);
  const { token } = await signIn(services);
  const { actor } = (await findActor(services, token))!;
  const answers = await Promise.allSettled(
    ["one", "two"].map((password) =>
      changePassword(services, actor, {
        current: DEMO_PASSWORD,
        password,
      }, CLIENT)
    ),
  );
  const done = answers.filter(({ status }) => status === "fulfilled");
  assert.equal(done.length, 1);
});
