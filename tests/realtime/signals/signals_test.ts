import assert from "node:assert/strict";
import fc from "fast-check";
import type { NewSignal } from "../../../lib/realtime/event.ts";
import { broadcastTransport } from "../../../lib/realtime/signals/broadcast.ts";
import type { Spine } from "../../../lib/realtime/spine.ts";
import { TENANT, type Topic, userTopic } from "../../../lib/realtime/topic.ts";
import { type Asker, isolates, read, subscription } from "../support.ts";

function signal(
  spine: Spine,
  n: number,
  given: Partial<NewSignal<"test:signal">> = {},
): void {
  const all = { tenantId: "acme", type: "test:signal", topics: [TENANT] };
  spine.signal({ ...all, ...given, data: { n } } as NewSignal);
}

async function poll(spine: Spine, asker: Asker, waitMs = 0) {
  const signal = AbortSignal.timeout(10_000);
  const polled = await spine.poll(subscription(asker), {
    limit: 100,
    waitMs,
    signal,
  });
  assert.ok("signals" in polled);
  return polled.signals.map(({ data }) => (data as { n: number }).n);
}

Deno.test("a signal reaches those whom it is for on every isolate, without an id", async () => {
  await using world = await isolates();
  const transports = [broadcastTransport(crypto.randomUUID())];
  const here = world.isolate({}, [], { transports });
  const there = world.isolate({}, [], { transports });
  const readers = [await read(here), await read(there)];
  const other = await read(there, { userId: 2 });
  signal(here, 1, { topics: [userTopic(1)] });
  signal(here, 2);
  for (const reader of [...readers, other]) {
    await reader.until(({ signals }) => signals.includes(2));
    const told = reader.blocks.filter(({ event }) => event === "test:signal");
    assert.ok(told.every(({ id }) => id === null));
  }
  assert.deepEqual(readers.map(({ signals }) => signals), [[1, 2], [1, 2]]);
  assert.deepEqual(other.signals, [2]);
  for (const reader of [...readers, other]) await reader.close();
});

Deno.test("of two signals with one key only the later goes out, once to each reader", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const reader = await read(spine);
  const both: Topic[] = [TENANT, userTopic(1)];
  signal(spine, 1, { key: "one" });
  signal(spine, 2, { key: "two" });
  signal(spine, 3, { key: "one", topics: both });
  signal(spine, 4, { topics: both });
  await reader.until(({ signals }) => signals.includes(4));
  assert.deepEqual(reader.signals, [3, 2, 4]);
  await reader.close();
});

Deno.test("one key in two tenants is two keys", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const acme = await read(spine);
  const globex = await read(spine, { tenantId: "globex" });
  signal(spine, 1, { key: "one" });
  signal(spine, 2, { key: "one", tenantId: "globex" });
  await acme.until(({ signals }) => signals.length > 0);
  await globex.until(({ signals }) => signals.length > 0);
  assert.deepEqual([acme.signals, globex.signals], [[1], [2]]);
  await Promise.all([acme.close(), globex.close()]);
});

Deno.test("a slow reader goes without signals, and gets every event", async () => {
  await using world = await isolates();
  const spine = world.isolate({ streamQueueBytes: 4_096 });
  const body = await spine.open(subscription());
  assert.ok(body instanceof ReadableStream);
  const quick = await read(spine, { userId: 2 });
  for (let n = 1; n <= 100; n++) signal(spine, n);
  await world.record(spine, {});
  await quick.until(({ ids }) => ids.length === 1);
  const { connections } = spine.status();
  const slow = connections.find(({ userId }) => userId === 1);
  assert.ok(slow && slow.queueBytes > 2_048 - 200 && slow.queueBytes < 3_072);
  await quick.close();
  await body.cancel();
});

Deno.test("who polls gets the newest of each key since their last answer", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  signal(spine, 1, { key: "one" });
  signal(spine, 2, { key: "two" });
  signal(spine, 3, { key: "one" });
  signal(spine, 4, { topics: [userTopic(2)] });
  assert.deepEqual(await poll(spine, {}), [2, 3]);
  assert.deepEqual(await poll(spine, {}), []);
  signal(spine, 5);
  assert.deepEqual(await poll(spine, {}), [5]);
  const other = { userId: 2, sessionId: "other" };
  assert.deepEqual(await poll(spine, other), [2, 3, 4, 5]);
});

Deno.test("a signal ends the wait of every long poll that it is for", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const answers = [poll(spine, {}, 10_000), poll(spine, {}, 10_000)];
  const other = poll(spine, { tenantId: "globex", sessionId: "g" }, 10_000);
  while (spine.status().longPolls < 3) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  signal(spine, 1);
  assert.deepEqual(await Promise.all(answers), [[1], [1]]);
  assert.equal(spine.status().longPolls, 1);
  signal(spine, 2, { tenantId: "globex" });
  assert.deepEqual(await other, [2]);
});

Deno.test("however many poll, each is answered a signal once", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  signal(spine, 1);
  const sessions = Array.from({ length: 1_100 }, (_, n) => `session ${n}`);
  for (const sessionId of sessions) {
    assert.deepEqual(await poll(spine, { sessionId }), [1]);
  }
  assert.deepEqual(await poll(spine, { sessionId: sessions[0] }), []);
});

Deno.test("a signal that is too long is refused, be it its data or its topics", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const given = {
    tenantId: "acme",
    type: "test:signal",
    topics: [TENANT],
    data: { n: 1 },
  } satisfies NewSignal;
  const text = "x".repeat(5_000);
  const topics = Array.from({ length: 1_000 }, (_, id) => userTopic(id));
  for (const long of [{ data: { n: 1, text } }, { topics }]) {
    assert.throws(
      () => spine.signal({ ...given, ...long }),
      /Cannot signal "test:signal"/,
    );
  }
});

const TOPICS: Topic[] = [TENANT, userTopic(1), userTopic(2)];
const sent = fc.record({
  on: fc.nat({ max: 1 }),
  tenantId: fc.constantFrom("acme", "globex"),
  topics: fc.subarray(TOPICS, { minLength: 1 }),
  key: fc.constantFrom("one", "two", undefined),
  /** Whether there is time for it to go out before the next. */
  goesOut: fc.boolean(),
});
const somebody = fc.record({
  on: fc.nat({ max: 1 }),
  tenantId: fc.constantFrom("acme", "globex"),
  userId: fc.constantFrom(1, 2),
  topics: fc.subarray(TOPICS),
});

Deno.test("whatever is signalled, each gets only what is theirs, and of each key the last", async () => {
  // Deno opens no channel well in the moment after its last one was closed.
  const keeper = new BroadcastChannel("keeper");
  await fc.assert(
    fc.asyncProperty(
      fc.array(somebody, { minLength: 1, maxLength: 4 }),
      fc.array(sent, { minLength: 1, maxLength: 20 }),
      async (people, all) => {
        await using world = await isolates();
        const transports = [broadcastTransport(crypto.randomUUID())];
        const spines = [0, 1].map(() => world.isolate({}, [], { transports }));
        const readers = await Promise.all(
          people.map(({ on, ...who }) =>
            read(spines[on], { ...who, topics: [...who.topics, "channel:1"] })
          ),
        );
        for (const [n, { on, goesOut, ...given }] of all.entries()) {
          signal(spines[on], n, given);
          if (goesOut) await new Promise((resolve) => setTimeout(resolve));
        }
        for (const [index, who] of people.entries()) {
          const own = new Set(
            all.flatMap(({ tenantId, topics }, n) =>
              tenantId === who.tenantId &&
                topics.some((topic) => who.topics.includes(topic))
                ? [n]
                : []
            ),
          );
          // From one isolate they come in order; from two, either may be the last.
          const last = all.flatMap(({ on, tenantId, key }, n) => {
            const later = all.slice(n + 1).some((other) =>
              key !== undefined && other.key === key && other.on === on &&
              other.tenantId === tenantId
            );
            const elsewhere = all.some((other) =>
              key !== undefined && other.key === key && other.on !== on &&
              other.tenantId === tenantId
            );
            return own.has(n) && !later && !elsewhere ? [n] : [];
          });
          const reader = readers[index];
          await reader.until(({ signals }) =>
            last.every((n) => signals.includes(n))
          );
          assert.deepEqual(reader.signals.filter((n) => !own.has(n)), []);
          assert.equal(new Set(reader.signals).size, reader.signals.length);
          await reader.close();
        }
      },
    ),
    { numRuns: 25 },
  );
  keeper.close();
});
