import assert from "node:assert/strict";
import { bounds, head } from "../../../lib/realtime/log/log.ts";
import { prune } from "../../../lib/realtime/log/prune.ts";
import { isolates, read } from "../support.ts";

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
