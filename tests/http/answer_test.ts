import assert from "node:assert/strict";
import { expectLargeAnswer, jsonAnswer } from "../../lib/http/answer.ts";
import { amountsFor } from "../../lib/http/budget/amounts.ts";
import { createBudget } from "../../lib/http/budget/budget.ts";
import { Problem } from "../../lib/http/problem.ts";

function given() {
  const budget = createBudget(amountsFor(Infinity));
  const account = budget.open(new Request("http://harbor.test"), "10.0.0.1");
  account.belongsTo({ userId: 1, tenantId: "acme" });
  return { account, held: budget.shares.answerBytes };
}

const LARGE = { text: "€".repeat(100_000) };

Deno.test("a large answer is on the account until it is read", async () => {
  const { account, held } = given();
  const answer = jsonAnswer(account, LARGE);
  assert.ok(held.taken > 300_000);
  assert.deepEqual(await answer.json(), LARGE);
  assert.equal(held.taken, 0);
  const left = jsonAnswer(account, LARGE);
  await left.body!.cancel();
  assert.equal(held.taken, 0);
  assert.deepEqual(await jsonAnswer(account, { small: 1 }).json(), {
    small: 1,
  });
});

Deno.test("who reads none of many large answers is given no more, and it is said before the work", () => {
  const { account } = given();
  assert.throws(() => {
    for (let n = 0; n < 100; n++) {
      expectLargeAnswer(account);
      jsonAnswer(account, LARGE);
    }
  }, (error) => error instanceof Problem && error.status === 429);
});
