import assert from "node:assert/strict";
import { Problem } from "../../lib/http/problem.ts";
import type { NewUser } from "../../lib/tenancy/contract.ts";
import { recordLater } from "../../lib/realtime/commit.ts";
import { createTenant } from "../../lib/tenancy/tenants.ts";
import { createUser } from "../../lib/tenancy/users.ts";
import { type TestServices, testServices } from "../support/services.ts";

const ADA: NewUser = {
  tenantId: "acme",
  email: "ada@acme.test",
  name: "Ada",
  role: "subscriber",
  passwordHash: null,
};

const create = ({ db, clock }: TestServices, user: Partial<NewUser> = {}) =>
  db.write((tx, later) =>
    createUser(
      tx,
      recordLater(later, clock.now()),
      { ...ADA, ...user },
      clock.now(),
    )
  );

async function assertProblem(
  attempt: Promise<unknown>,
  status: number,
  detail: RegExp,
) {
  await assert.rejects(attempt, (error) => {
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.status, status);
    assert.match(error.detail, detail);
    return true;
  });
}

Deno.test("a user's address is kept in lower case, and is nobody else's in any tenant", async () => {
  await using services = await testServices();
  await services.tenant("acme");
  await services.tenant("globex");
  const id = await create(services, { email: "Ada@ACME.test" });
  const row = await services.db.query.selectFrom("Users").selectAll()
    .where("Id", "=", id).executeTakeFirstOrThrow();
  assert.equal(row.Email, "ada@acme.test");
  await assertProblem(
    create(services, { tenantId: "globex" }),
    409,
    /"ada@acme.test" exists already/,
  );
});

const WRONG: [string, Partial<NewUser>, number, RegExp][] = [
  ["of an unknown tenant", { tenantId: "initech" }, 404, /tenant "initech"/],
  ["without an address", { email: "ada" }, 422, /^email: /],
  ["without a name", { name: " " }, 422, /^name: /],
  ["with U+0000 in the name", { name: "A\u0000" }, 422, /^name: .*U\+0000/],
  ["that rules all from a company", { role: "global_admin" }, 422, /"system"/],
  ["that rules nothing in the system", { tenantId: "system" }, 422, /"system"/],
];

for (const [what, user, status, detail] of WRONG) {
  Deno.test(`a user ${what} cannot be made`, async () => {
    await using services = await testServices();
    await services.tenant("acme");
    await services.tenant("system");
    await assertProblem(create(services, user), status, detail);
  });
}

Deno.test("a tenant's id is a short slug, taken once, and not the system's", async () => {
  await using services = await testServices();
  const make = (id: string) =>
    services.db.write((tx) =>
      createTenant(tx, { id, name: "Name" }, services.clock.now())
    );
  await make("acme-2");
  await assertProblem(make("acme-2"), 409, /"acme-2" exists already/);
  await assertProblem(make("system"), 409, /global admins/);
  for (const id of ["", "A", "a b", "-a", "a-", "a/b", "ä", "a".repeat(41)]) {
    await assertProblem(make(id), 422, /^id: /);
  }
});
