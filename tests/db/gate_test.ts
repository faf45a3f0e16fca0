import assert from "node:assert/strict";
import { DatabaseBusyError } from "../../lib/db/errors.ts";
import { gate } from "../../lib/db/gate.ts";
import { until } from "../support/until.ts";

Deno.test("a caller with many turns does not keep another's waiting for all of them", async () => {
  const inTurn = gate(1);
  const order: string[] = [];
  const first = Promise.withResolvers<void>();
  const turns = ["greedy", "greedy", "greedy", "modest"].map((caller, n) =>
    inTurn(async () => {
      order.push(caller);
      if (n === 0) await first.promise;
    }, { caller })
  );
  first.resolve();
  await Promise.all(turns);
  assert.deepEqual(order, ["greedy", "greedy", "modest", "greedy"]);
});

Deno.test("a turn that is no longer wanted when it comes is not taken, and holds nobody up", async () => {
  const inTurn = gate(1);
  const first = Promise.withResolvers<void>();
  const client = new AbortController();
  const turns = [
    inTurn(() => first.promise),
    inTurn(() => Promise.resolve("taken"), { signal: client.signal }),
    inTurn(() => Promise.resolve("next")),
  ];
  client.abort(new Error("left"));
  first.resolve();
  const [, left, next] = await Promise.allSettled(turns);
  assert.equal(left.status === "rejected" && left.reason.message, "left");
  assert.equal(next.status === "fulfilled" && next.value, "next");
});

Deno.test("who has used much of late leaves a place to those who have not", async () => {
  const inTurn = gate(2);
  const end = performance.now() + 60;
  await inTurn(() => until("60 ms are used", () => performance.now() > end), {
    caller: "greedy",
  });
  const first = Promise.withResolvers<void>();
  const begun: string[] = [];
  const turns = ["greedy", "greedy", "modest"].map((caller) =>
    inTurn(() => {
      begun.push(caller);
      return begun.length === 1 ? first.promise : Promise.resolve();
    }, { caller })
  );
  await turns[2];
  assert.deepEqual(begun, ["greedy", "modest"]);
  first.resolve();
  await Promise.all(turns);
  assert.deepEqual(begun, ["greedy", "modest", "greedy"]);
});

Deno.test("a caller has no more than its share of the places", async () => {
  const inTurn = gate(3, { perCaller: 2 });
  const first = Promise.withResolvers<void>();
  const begun: string[] = [];
  const turns = ["greedy", "greedy", "greedy", "modest"].map((caller) =>
    inTurn(() => {
      begun.push(caller);
      return caller === "greedy" ? first.promise : Promise.resolve();
    }, { caller })
  );
  await turns[3];
  assert.deepEqual(begun, ["greedy", "greedy", "modest"]);
  first.resolve();
  await Promise.all(turns);
  assert.equal(begun.length, 4);
});

Deno.test("a turn that comes up too late is refused", async () => {
  const inTurn = gate(1, { patienceMs: 5 });
  const late = [
    inTurn(() => new Promise<void>((resolve) => setTimeout(resolve, 30))),
    inTurn(() => Promise.resolve()),
  ];
  const [, second] = await Promise.allSettled(late);
  assert.ok(
    second.status === "rejected" && second.reason instanceof DatabaseBusyError,
  );
});
