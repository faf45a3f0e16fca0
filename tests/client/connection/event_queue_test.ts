import assert from "node:assert/strict";
import fc from "fast-check";
import { silentDiagnostics } from "../../../lib/client/connection/diagnostics.ts";
import { createEventQueue } from "../../../lib/client/connection/event_queue.ts";
import { fakePlatform, settle } from "../fake_platform.ts";

const event = (id: number) => ({ id, type: "x", data: {} });

function start(position = 10) {
  const platform = fakePlatform();
  const batches: unknown[][] = [];
  const refetches: PromiseWithResolvers<number>[] = [];
  const queue = createEventQueue({
    platform,
    diagnostics: silentDiagnostics(),
    position,
    apply: (arrived) =>
      void batches.push(arrived.map((one) => "id" in one ? one.id : one.type)),
    refetch() {
      const refetch = Promise.withResolvers<number>();
      refetches.push(refetch);
      return refetch.promise;
    },
  });
  return {
    platform,
    queue,
    batches,
    refetches,
    frame: () => platform.tick(16),
  };
}

Deno.test("what comes within a frame is applied in one batch, in its order", async () => {
  const { queue, batches, frame } = start();
  queue.event(event(11));
  queue.signal({ type: "typing", data: {} });
  queue.event(event(12));
  assert.deepEqual(batches, []);
  await frame();
  assert.deepEqual(batches, [[11, "typing", 12]]);
  queue.event(event(13));
  await frame();
  assert.deepEqual(batches.at(-1), [13]);
});

Deno.test("whatever repeats, each event is applied once and in order", async () => {
  const comings = fc.array(
    fc.record({ from: fc.integer({ min: 1, max: 60 }), count: fc.nat(20) }),
  );
  await fc.assert(
    fc.asyncProperty(comings, async (runs) => {
      const { queue, batches, frame } = start(0);
      // Every run begins where the log allows, as a stream that resumes or a second tab does.
      for (const { from, count } of runs) {
        const first = Math.min(from, queue.position + 1);
        for (let id = first; id < first + count; id++) queue.event(event(id));
      }
      await frame();
      const applied = batches.flat();
      assert.deepEqual(
        applied,
        Array.from({ length: queue.position }, (_, index) => index + 1),
      );
    }),
    { numRuns: 30 },
  );
});

Deno.test("a heartbeat moves the position on, never back, and applies nothing", async () => {
  const { queue, batches, frame } = start(10);
  queue.passed(20);
  queue.passed(15);
  assert.equal(queue.position, 20);
  await frame();
  assert.deepEqual(batches, []);
});

Deno.test("nothing runs while nothing comes", () => {
  const { platform } = start();
  assert.equal(platform.timers, 0);
});

Deno.test("a reset drops what waits, refetches, and goes on behind what was fetched", async () => {
  const { queue, batches, refetches, frame } = start(10);
  queue.event(event(11));
  queue.reset(50);
  assert.equal(queue.position, 50);
  queue.event(event(51));
  queue.event(event(52));
  queue.event(event(53));
  await frame();
  assert.deepEqual(
    batches,
    [],
    "nothing is applied to a page that is being fetched anew",
  );
  refetches[0].resolve(52);
  await settle();
  await frame();
  assert.deepEqual(batches, [[53]]);
});

Deno.test("a refetch that shows more than has come moves the position there", async () => {
  const { queue, batches, refetches, frame } = start(10);
  queue.reset(50);
  refetches[0].resolve(60);
  await settle();
  assert.equal(queue.position, 60);
  queue.event(event(60));
  queue.event(event(61));
  await frame();
  assert.deepEqual(batches, [[61]]);
});

Deno.test("a reset to an earlier position is followed: the log may have been restored", async () => {
  const { queue, batches, refetches, frame } = start(1_000);
  queue.reset(4);
  refetches[0].resolve(4);
  await settle();
  queue.event(event(5));
  await frame();
  assert.deepEqual(batches, [[5]]);
});

Deno.test("what was signalled of a log that has since been restored to an earlier state is dropped", async () => {
  const { queue, refetches, batches, frame } = start(500);
  const signal = (type: string) => queue.signal({ type, data: {} });
  signal("before");
  queue.reset(500);
  signal("its former life");
  queue.reset(100);
  signal("its new life");
  refetches[0].resolve(100);
  await settle();
  refetches[1].resolve(100);
  await frame();
  assert.deepEqual(batches, [["its new life"]]);
});

Deno.test("a refetch that fails is tried again, and events wait for it", async () => {
  const { platform, queue, batches, refetches, frame } = start(10);
  queue.reset(50);
  queue.event(event(51));
  refetches[0].reject(new TypeError("Failed to fetch"));
  await frame();
  assert.deepEqual(batches, []);
  await platform.tick(1_000);
  refetches[1].resolve(50);
  await settle();
  await frame();
  assert.deepEqual(batches, [[51]]);
});

Deno.test("a reset during a refetch refetches once more", async () => {
  const { queue, batches, refetches, frame } = start(10);
  queue.reset(50);
  queue.reset(90);
  refetches[0].resolve(50);
  await settle();
  assert.equal(refetches.length, 2);
  queue.event(event(91));
  refetches[1].resolve(90);
  await settle();
  await frame();
  assert.deepEqual(batches, [[91]]);
});
