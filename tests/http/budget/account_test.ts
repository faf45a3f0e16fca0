import assert from "node:assert/strict";
import { amountsFor } from "../../../lib/http/budget/amounts.ts";
import { createBudget } from "../../../lib/http/budget/budget.ts";
import type { Problem } from "../../../lib/http/problem.ts";

const ADDRESS = "10.0.0.1";
const ADA = { userId: 1, tenantId: "acme" };

/** A budget of 64 requests: 32 for an address or a tenant, 8 for a user. */
function given() {
  const budget = createBudget(amountsFor(64 / 0.15));
  const open = (address = ADDRESS) =>
    budget.open(new Request("http://harbor.test"), address);
  return { budget, open };
}

function refusedWith(status: number) {
  return ({ status: got, options }: Problem) => {
    assert.equal(got, status);
    return Number(options.headers?.["retry-after"]) > 0;
  };
}

Deno.test("a user has so many requests under way, and the refusal is counted", () => {
  const { budget, open } = given();
  for (let n = 0; n < 8; n++) {
    const account = open();
    account.begin();
    account.belongsTo(ADA);
  }
  const next = open();
  next.begin();
  assert.throws(() => next.belongsTo(ADA), refusedWith(429));
  assert.equal(budget.refused.requests.user, 1);
  next.belongsTo({ userId: 2, tenantId: "acme" });
});

Deno.test("an address has half of all, and others have the rest", () => {
  const { open } = given();
  for (let n = 0; n < 32; n++) open().begin();
  assert.throws(() => open().begin(), refusedWith(429));
  for (let n = 0; n < 32; n++) open(`10.0.1.${n}`).begin();
  assert.throws(() => open("10.0.2.1").begin(), refusedWith(503));
});

Deno.test("a request is under way until it is answered and all that it waits for has come", async () => {
  const { budget, open } = given();
  const account = open();
  account.begin();
  const body = Promise.withResolvers<void>();
  account.lastsUntil(body.promise);
  account.end();
  assert.equal(budget.shares.requests.taken, 1);
  body.reject(new Error("broken off"));
  await Promise.resolve();
  assert.equal(budget.shares.requests.taken, 0);
});

Deno.test("the account of a request is found by the request", () => {
  const { budget } = given();
  const request = new Request("http://harbor.test");
  const account = budget.open(request, ADDRESS);
  assert.equal(budget.accountOf(request), account);
  assert.throws(() => budget.accountOf(new Request("http://harbor.test")));
});
