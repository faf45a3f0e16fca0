import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { gathered } from "../../lib/db/gathered.ts";

function doubling(most: number) {
  const asked: number[][] = [];
  const ask = gathered(most, (numbers: number[]) => {
    asked.push(numbers);
    return numbers.includes(13)
      ? Promise.reject(new Error("13"))
      : Promise.resolve(numbers.map((number) => number * 2));
  });
  return { ask, asked };
}

Deno.test("what is asked in one turn is answered together, each its own", async () => {
  const { ask, asked } = doubling(10);
  assert.deepEqual(await Promise.all([1, 2, 3].map(ask)), [2, 4, 6]);
  assert.equal(await ask(4), 8);
  assert.deepEqual(asked, [[1, 2, 3], [4]]);
});

Deno.test("no more than so many are answered together", async () => {
  const { ask, asked } = doubling(2);
  await Promise.all([1, 2, 3, 4, 5].map(ask));
  assert.deepEqual(asked, [[1, 2], [3, 4], [5]]);
});

Deno.test("what comes while an answer is under way does not wait for it", async () => {
  const first = Promise.withResolvers<string[]>();
  const ask = gathered(
    10,
    ([question]: string[]) =>
      question === "slow" ? first.promise : Promise.resolve(["quick"]),
  );
  const slow = ask("slow");
  await setImmediate();
  assert.equal(await ask("next"), "quick");
  first.resolve(["late"]);
  assert.equal(await slow, "late");
});

Deno.test("what fails, fails for all who asked in that turn, and no others", async () => {
  const { ask } = doubling(10);
  const outcomes = await Promise.allSettled([1, 13, 2].map(ask));
  assert.ok(outcomes.every(({ status }) => status === "rejected"));
  assert.equal(await ask(5), 10);
});
