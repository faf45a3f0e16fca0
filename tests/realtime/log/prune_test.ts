import assert from "node:assert/strict";
import { bounds, head } from "../../../lib/realtime/log/log.ts";
import { prune } from "../../../lib/realtime/log/prune.ts";
import { userTopic } from "../../../lib/realtime/topic.ts";
import {
  isolates,
  read,
  Reader,
  subscription,
  type TestEvent,
} from "../support.ts";

const HOUR = 3_600_000;

Deno.test("pruning deletes what is old, raises the floor, and remembers the head", async () => {
  await using world = await isolates();
  const { db, clock } = world.services;
  const spine = world.isolate();
  const start = clock.now();
  for (let n = 0; n < 6; n++) {
    clock.set(new Date(start.getTime() + n * HOUR));
    await world.record(spine, {});
  }
  const deleted = await prune(db, new Date(start.getTime() + 3 * HOUR));
  assert.equal(deleted, 3);
  assert.deepEqual(await bounds(db.query), { floor: 3, head: 6 });

  await prune(db, new Date(start.getTime() + 10 * HOUR));
  assert.deepEqual(await bounds(db.query), { floor: 6, head: 6 });
  assert.equal(await head(db.query), 6);
  await world.record(spine, {});
  assert.equal(await head(db.query), 7, "an id is never given twice");
});

Deno.test("a client from before the floor is told so; one at the floor goes on", async () => {
  await using world = await isolates();
  const { db, clock } = world.services;
  const spine = world.isolate();
  for (let n = 0; n < 4; n++) await world.record(spine, {});
  clock.set(new Date(clock.now().getTime() + HOUR));
  await world.record(spine, {});
  await prune(db, clock.now());

  const behind = await read(spine, { position: 3 });
  await behind.untilEvent("reset");
  const level = await read(spine, { position: 4 });
  await level.until(({ ids }) => ids.length === 1);
  assert.deepEqual(level.ids, [5]);
  await Promise.all([behind.close(), level.close()]);
});

Deno.test("who joined and left goes with the events that said so", async () => {
  await using world = await isolates();
  const { db, clock } = world.services;
  const spine = world.isolate();
  const joins = [{ userId: 1, topic: userTopic(1) }];
  await world.record(spine, { joins });
  clock.set(new Date(clock.now().getTime() + HOUR));
  await world.record(spine, { joins });
  await prune(db, clock.now());
  const rows = await db.query.selectFrom("TopicChanges").select("EventId")
    .execute();
  assert.deepEqual(rows.map(({ EventId }) => EventId), [2]);
});

Deno.test("the floor stays below a redaction that some isolate may not have read of", async () => {
  await using world = await isolates();
  const { db, clock } = world.services;
  const spine = world.isolate();
  const redacted: Partial<TestEvent> = { type: "log:redacted", topics: [] };
  clock.set(new Date(Date.now() - HOUR));
  await world.record(spine, {});
  await world.record(spine, redacted);
  clock.set(new Date());
  await world.record(spine, {});
  await world.record(spine, redacted);
  await world.record(spine, {});
  await prune(db, new Date(Date.now() + HOUR));
  assert.deepEqual(await bounds(db.query), { floor: 3, head: 5 });
});

Deno.test("a stream whose replay the pruning overtakes is told so, and comes again from the head", async () => {
  await using world = await isolates();
  const { db, clock } = world.services;
  const spine = world.isolate({ streamQueueBytes: 1_024 });
  const payload = { text: "x".repeat(500) };
  for (let n = 0; n < 300; n++) await world.record(spine, { payload });
  const body = await spine.open(subscription({ position: 0 }));
  assert.ok(body instanceof ReadableStream);
  clock.set(new Date(clock.now().getTime() + HOUR));
  await prune(db, clock.now());
  const reader = new Reader(body);
  await reader.untilEvent("reset");
  assert.equal(await reader.ended, undefined);
  assert.equal(reader.blocks.at(-1)!.id, 300);
});
