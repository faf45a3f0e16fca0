import assert from "node:assert/strict";
import { atMost } from "../../lib/auth/at_most.ts";

Deno.test("no more than the limit run at once, in the order they came, failures or not", async () => {
  const inTurn = atMost(2);
  const started: number[] = [];
  const gates = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
  const works = gates.map((gate, index) =>
    inTurn(async () => {
      started.push(index);
      await gate.promise;
      if (index === 0) throw new Error("failed");
      return index;
    })
  );
  const settled = Promise.allSettled(works);
  await Promise.resolve();
  assert.deepEqual(started, [0, 1]);

  gates[0].resolve();
  await assert.rejects(works[0], /failed/);
  await Promise.resolve();
  assert.deepEqual(started, [0, 1, 2]);

  gates.forEach((gate) => gate.resolve());
  await settled;
  assert.deepEqual(started, [0, 1, 2, 3]);
  assert.equal(await inTurn(() => Promise.resolve("again")), "again");
});
