import assert from "node:assert/strict";
import { DatabaseBusyError } from "../../lib/db/errors.ts";
import { gate } from "../../lib/db/gate.ts";

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

Deno.test("a turn that comes up too late is refused", async () => {
  const inTurn = gate(1, 5);
  const late = [
    inTurn(() => new Promise<void>((resolve) => setTimeout(resolve, 30))),
    inTurn(() => Promise.resolve()),
  ];
  const [, second] = await Promise.allSettled(late);
  assert.ok(
    second.status === "rejected" && second.reason instanceof DatabaseBusyError,
  );
});
