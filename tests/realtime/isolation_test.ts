import assert from "node:assert/strict";
import { until } from "../support/until.ts";
import { isolates, read, subscription } from "./support.ts";

Deno.test("the end of a session closes its own streams on every isolate, and no others", async () => {
  await using world = await isolates();
  const [here, there] = [world.isolate(), world.isolate()];
  const mine = [
    await read(here, { sessionId: "a" }),
    await read(there, { sessionId: "a" }),
  ];
  const other = await read(there, { sessionId: "b" });
  const foreign = await read(there, { tenantId: "globex", sessionId: "a" });

  await world.record(here, {
    type: "session:ended",
    topics: ["user:1"],
    about: { sessionId: "a" },
  });
  for (const reader of mine) {
    assert.equal(await reader.ended, undefined);
    assert.equal(reader.blocks.length, 1, "the event itself is not sent");
  }
  await world.record(here, {});
  await other.until(({ ids }) => ids.length === 1);
  assert.deepEqual(there.status().metrics.ended, { session: 1 });
  await Promise.all([other.close(), foreign.close()]);
});

Deno.test("a change of the user closes all of the user's streams, but none opened after it", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const streams = [
    await read(spine, { sessionId: "a" }),
    await read(spine, { sessionId: "b" }),
  ];
  const other = await read(spine, { userId: 2 });
  await world.record(spine, { type: "user:changed", topics: ["user:1"] });
  for (const reader of streams) assert.equal(await reader.ended, undefined);

  const later = await read(spine, { position: 0 });
  await world.record(spine, {});
  await later.until(({ ids }) => ids.length === 1);
  await Promise.all([later.close(), other.close()]);
});

Deno.test("a tenant that is shut loses all its streams, and no other tenant any", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const streams = [
    await read(spine),
    await read(spine, { userId: 2, sessionId: "b" }),
  ];
  const foreign = await read(spine, { tenantId: "globex" });
  await world.record(spine, { type: "tenant:deactivated" });
  for (const reader of streams) {
    assert.equal(await reader.ended, undefined);
    assert.equal(reader.blocks.length, 1, "the event itself is not sent");
  }
  await world.record(spine, { tenantId: "globex" });
  await foreign.until(({ ids }) => ids.length === 1);
  await foreign.close();
});

Deno.test("a stream whose reader does not catch up ends as soon as the others", async () => {
  await using world = await isolates();
  const spine = world.isolate({ streamQueueBytes: 1_000 });
  for (let n = 0; n < 20; n++) {
    await world.record(spine, { payload: "x".repeat(500) });
  }
  const body = await spine.open(subscription({ position: 0 }));
  assert.ok(body instanceof ReadableStream);
  await world.record(spine, { type: "tenant:deactivated" });
  await until(
    "nobody read, and it has ended",
    () => spine.status().metrics.ended.session === 1,
  );
  await body.cancel();
});

Deno.test("a session that ended while its stream was being opened gets none", async () => {
  await using world = await isolates();
  const refusal = await world.isolate().open(
    subscription({ isAlive: () => Promise.resolve(false) }),
  );
  assert.deepEqual(refusal, { refused: "session", retryAfter: 0 });
});

Deno.test("a session that ends between a stream's snapshot and its first event ends the stream", async () => {
  await using world = await isolates();
  let endMeanwhile = () => Promise.resolve();
  const spine = world.isolate({}, [{
    type: "test:value",
    after: [],
    async compute() {
      await endMeanwhile();
      return new Map();
    },
  }]);
  const witness = await read(spine, { userId: 2 });
  endMeanwhile = async () => {
    endMeanwhile = () => Promise.resolve();
    await world.record(spine, {
      type: "session:ended",
      topics: ["user:1"],
      about: { sessionId: "a" },
    });
    // Once the witness has what came after it, the tail is past it.
    await world.record(spine, { topics: ["user:2"] });
    await witness.until(({ ids }) => ids.length === 1);
  };
  const reader = await read(spine, { sessionId: "a" });
  await reader.until(() => spine.status().metrics.ended.session === 1);
  await witness.close();
});
