import assert from "node:assert/strict";
import type { PolledEvents } from "../../../lib/realtime/resume/poll.ts";
import type { Spine } from "../../../lib/realtime/spine.ts";
import { type Asker, isolates, subscription } from "../support.ts";
import { until } from "../../support/until.ts";

async function poll(
  spine: Spine,
  asker: Asker,
  { limit = 100, waitMs = 0, signal = AbortSignal.timeout(20_000) } = {},
): Promise<PolledEvents> {
  const polled = await spine.poll(subscription(asker), {
    limit,
    waitMs,
    signal,
  });
  if ("refused" in polled) throw new Error(polled.refused);
  return polled;
}

Deno.test("polling page by page brings each event once, and ends at the head", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  for (let n = 1; n <= 10; n++) {
    await world.record(spine, { tenantId: n % 2 ? "acme" : "globex" });
  }
  const seen: number[] = [];
  let position = 0;
  for (;;) {
    const page = await poll(spine, { position }, { limit: 2 });
    seen.push(...page.events.map(({ id }) => id));
    if (page.position === position) break;
    position = page.position;
  }
  assert.deepEqual(seen, [1, 3, 5, 7, 9]);
  assert.equal(position, 10);
});

Deno.test("a polled event is the one that the stream carries", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  await world.record(spine, { about: { messageId: 1 }, payload: { a: 1 } });
  assert.deepEqual((await poll(spine, { position: 0 })).events, [{
    id: 1,
    type: "test:event",
    data: {
      messageId: 1,
      tenantId: "acme",
      timestamp: "2026-01-15T09:00:00.000Z",
      payload: { a: 1 },
    },
  }]);
});

Deno.test("a long poll answers when the first event comes, from whichever isolate", async () => {
  await using world = await isolates();
  const [here, there] = [world.isolate(), world.isolate()];
  const waiting = poll(here, { position: 0 }, { waitMs: 15_000 });
  await world.record(there, { tenantId: "globex" });
  await world.record(there, {});
  const { events, position } = await waiting;
  assert.deepEqual(events.map(({ id }) => id), [2]);
  assert.equal(position, 2);
});

Deno.test("few events are asked for, and many of other people's are looked at for them", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  for (let n = 0; n < 20; n++) {
    await world.record(spine, { topics: ["user:2"] });
  }
  for (let n = 0; n < 3; n++) await world.record(spine, {});
  const first = await poll(spine, { position: 0 }, { limit: 2 });
  assert.deepEqual(first.events.map(({ id }) => id), [21, 22]);
  assert.equal(first.position, 22);
  const { position } = first;
  const second = await poll(spine, { position }, { limit: 2 });
  assert.deepEqual(second.events.map(({ id }) => id), [23]);
  assert.equal(second.position, 23);
});

Deno.test("a long poll goes on past a full page of other people's events that are logged already", async () => {
  await using world = await isolates();
  const here = world.isolate({ pollSeconds: 10 });
  const there = world.isolate();
  for (let n = 0; n < 105; n++) {
    await world.record(there, { topics: ["user:2"] });
  }
  await world.record(there, {});
  const { events } = await poll(here, { position: 0 }, {
    limit: 2,
    waitMs: 15_000,
    signal: AbortSignal.timeout(2_000),
  });
  assert.deepEqual(events.map(({ id }) => id), [106]);
});

Deno.test("a long poll with nothing to tell ends with its time, its client or the server", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  await world.record(spine, { tenantId: "globex" });
  assert.deepEqual(await poll(spine, { position: 0 }, { waitMs: 30 }), {
    events: [],
    position: 1,
    derived: [],
    signals: [],
    reset: null,
  });
  const client = new AbortController();
  const left = poll(spine, { position: 1 }, {
    waitMs: 15_000,
    signal: client.signal,
  });
  client.abort();
  assert.deepEqual((await left).events, []);

  const drained = poll(spine, { position: 1 }, { waitMs: 15_000 });
  await spine.drain(0);
  assert.deepEqual((await drained).events, []);
});

Deno.test("of one user only so many polls may wait at once", async () => {
  await using world = await isolates();
  const spine = world.isolate({ streamsPerUser: 2 });
  const options = {
    limit: 10,
    waitMs: 15_000,
    signal: AbortSignal.timeout(20_000),
  };
  const waiting = [1, 2].map(() => poll(spine, { position: 0 }, options));
  await until("both wait", () => spine.status().longPolls === 2);
  const crowded = await spine.poll(subscription({ position: 0 }), options);
  assert.deepEqual(crowded, { refused: "crowded", retryAfter: 5 });
  // Others wait all the same, and who need not wait is answered.
  waiting.push(poll(spine, { position: 0, userId: 2 }, options));
  await poll(spine, { position: 0 });
  await world.record(spine, {});
  for (const { events } of await Promise.all(waiting)) {
    assert.equal(events.length, 1);
  }
  assert.equal(spine.status().longPolls, 0);
});

Deno.test("a long poll ends with its session, not only at the end of its wait", async () => {
  await using world = await isolates();
  const [here, there] = [world.isolate(), world.isolate()];
  let isAlive = true;
  const waiting = here.poll(
    subscription({ position: 0, isAlive: () => Promise.resolve(isAlive) }),
    { limit: 10, waitMs: 15_000, signal: AbortSignal.timeout(20_000) },
  );
  await until("it waits", () => here.status().longPolls === 1);
  isAlive = false;
  await world.record(there, { type: "user:changed", topics: ["user:1"] });
  assert.deepEqual(await waiting, { refused: "session", retryAfter: 0 });
});

Deno.test("polling from a position that is no position is answered with a reset", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  await world.record(spine, {});
  for (const position of ["x", "2", "-1"]) {
    const { events, reset, ...answer } = await poll(spine, { position });
    assert.deepEqual(events, []);
    assert.equal(reset!.position, 1);
    assert.equal(answer.position, 1);
  }
});
