import assert from "node:assert/strict";
import { atMost, atMostEach } from "../../lib/http/at_most.ts";
import type { Problem } from "../../lib/http/problem.ts";

Deno.test("no more than the limit run at once, in the order they came, failures or not", async () => {
  const inTurn = atMost(2, 10);
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

Deno.test("who finds the line full is sent away, and told to come again", async () => {
  const inTurn = atMost(1, 2);
  const gate = Promise.withResolvers<string>();
  const works = [1, 2, 3].map(() => inTurn(() => gate.promise));
  await assert.rejects(
    inTurn(() => gate.promise),
    (error: Problem) => {
      assert.equal(error.status, 503);
      assert.ok(error.toResponse().headers.has("retry-after"));
      return true;
    },
  );
  gate.resolve("done");
  assert.deepEqual(await Promise.all(works), ["done", "done", "done"]);
  assert.equal(await inTurn(() => gate.promise), "done");
});

Deno.test("of each key no more than the limit run at once, whatever others do", async () => {
  const inTurn = atMostEach(1, 1);
  const gate = Promise.withResolvers<void>();
  const started: string[] = [];
  const begin = (key: string) =>
    inTurn(key, () => {
      started.push(key);
      return gate.promise;
    });
  const works = ["ada", "ada", "ben"].map(begin);
  await assert.rejects(begin("ada"), { status: 503 });
  await Promise.resolve();
  assert.deepEqual(started, ["ada", "ben"]);
  gate.resolve();
  await Promise.all(works);
  assert.deepEqual(started, ["ada", "ben", "ada"]);
  await begin("ada");
});
