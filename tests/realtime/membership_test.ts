import assert from "node:assert/strict";
import { commit } from "../../lib/realtime/commit.ts";
import type { Spine } from "../../lib/realtime/spine.ts";
import { TENANT, type Topic, userTopic } from "../../lib/realtime/topic.ts";
import { createUser } from "../../lib/tenancy/users.ts";
import { type Isolates, isolates, read, subscription } from "./support.ts";

const CHANNEL: Topic = "channel:1";

function joins(world: Isolates, spine: Spine, userId: number) {
  const membership = [{ userId, topic: CHANNEL }];
  const topics = [userTopic(userId)];
  return world.record(spine, { topics, joins: membership });
}

function leaves(world: Isolates, spine: Spine, userId: number) {
  const membership = [{ userId, topic: CHANNEL }];
  const topics = [userTopic(userId)];
  return world.record(spine, { topics, leaves: membership });
}

Deno.test("an open stream gets what comes after a join, until the leave", async () => {
  await using world = await isolates();
  const here = world.isolate();
  const there = world.isolate();
  const reader = await read(here);
  const other = await read(here, { userId: 2 });
  const tell = () => world.record(there, { topics: [CHANNEL] });
  await tell(); // 1
  await joins(world, there, 1); // 2
  await tell(); // 3
  await leaves(world, there, 1); // 4
  await tell(); // 5
  await world.record(there, {}); // 6
  await reader.until(({ ids }) => ids.includes(6));
  await other.until(({ ids }) => ids.includes(6));
  assert.deepEqual(reader.ids, [2, 3, 4, 6]);
  assert.deepEqual(other.ids, [6]);
  await Promise.all([reader.close(), other.close()]);
});

Deno.test("who resumes before a join is not given what the channel was told before it", async () => {
  await using world = await isolates();
  const spine = world.isolate({}, [], {
    topicsOf: [() => Promise.resolve([CHANNEL])],
  });
  await world.record(spine, { topics: [CHANNEL] }); // 1
  await joins(world, spine, 1); // 2
  await world.record(spine, { topics: [CHANNEL] }); // 3
  const reader = await read(spine, { position: 0 });
  await reader.until(({ ids }) => ids.includes(3));
  assert.deepEqual(reader.ids, [2, 3]);
  await reader.close();
});

Deno.test("a change is obeyed though its event is for others", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const reader = await read(spine);
  await world.record(spine, {
    topics: ["channel:2"],
    joins: [{ userId: 1, topic: CHANNEL }],
  });
  await world.record(spine, { topics: [CHANNEL] });
  await reader.until(({ ids }) => ids.length > 0);
  assert.deepEqual(reader.ids, [2]);
  await reader.close();
});

Deno.test("a long poll that waits hears what its user has just joined", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const waits = spine.poll(subscription({ position: 0 }), {
    limit: 10,
    waitMs: 10_000,
    signal: AbortSignal.timeout(10_000),
  });
  while (spine.status().longPolls === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await world.record(spine, {
    topics: ["channel:2"],
    joins: [{ userId: 1, topic: "channel:2" }],
  });
  await world.record(spine, { topics: ["channel:2"] });
  const polled = await waits;
  assert.ok("events" in polled);
  assert.deepEqual(polled.events.map(({ id }) => id), [2]);
});

Deno.test("nobody replays what the tenant was told before they belonged to it", async () => {
  await using world = await isolates();
  const { services } = world;
  await services.tenant("acme");
  const spine = world.isolate();
  await world.record(spine, {});
  const userId = await commit(
    { ...services, spine },
    (tx, record) =>
      createUser(tx, record, {
        tenantId: "acme",
        email: "eve@acme.test",
        name: "Eve",
        role: "subscriber",
        passwordHash: null,
      }, services.clock.now()),
  );
  await world.record(spine, {});
  const reader = await read(spine, { userId, position: 0 });
  await reader.until(({ ids }) => ids.length > 0);
  assert.deepEqual(reader.ids, [3]);
  const polled = await spine.poll(subscription({ userId, position: 0 }), {
    limit: 10,
    waitMs: 0,
    signal: AbortSignal.timeout(10_000),
  });
  assert.ok("events" in polled);
  assert.deepEqual(polled.events.map(({ id }) => id), [3]);
  await reader.close();
});

Deno.test("who joined and left is known as long as the events are", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const { db } = world.services;
  await joins(world, spine, 1);
  await leaves(world, spine, 1);
  const rows = await db.query.selectFrom("TopicChanges").selectAll()
    .orderBy("EventId").execute();
  const own = { TenantId: "acme", UserId: 1, Topic: CHANNEL };
  assert.deepEqual(rows.map((row) => ({ ...row })), [
    { EventId: 1, ...own, Joined: 1 },
    { EventId: 2, ...own, Joined: 0 },
  ]);
});

Deno.test("an event may change the topics of thousands at once", async () => {
  await using world = await isolates();
  const spine = world.isolate();
  const reader = await read(spine, { userId: 4_000 });
  await world.record(spine, {
    topics: [TENANT],
    joins: Array.from({ length: 5_000 }, (_, index) => ({
      userId: index + 1,
      topic: CHANNEL,
    })),
  });
  await world.record(spine, { topics: [CHANNEL] });
  await reader.until(({ ids }) => ids.length === 2);
  await reader.close();
});
