import assert from "node:assert/strict";
import type { DerivedSignal } from "../../../lib/realtime/derived_signal.ts";
import { restAfter } from "../../../lib/realtime/live/derived.ts";
import { isolates, read, subscription } from "../support.ts";

declare module "../../../lib/realtime/event.ts" {
  interface DerivedTypes {
    "test:total": { total: number };
  }
}

/** How many events of the log are addressed to each user. */
const total: DerivedSignal<"test:total"> & { computed: number[][] } = {
  type: "test:total",
  after: ["test:event"],
  computed: [],
  async compute(tx, tenantId, userIds) {
    this.computed.push(userIds);
    const rows = await tx.selectFrom("Events").select("Audience")
      .where("TenantId", "=", tenantId).execute();
    return new Map(userIds.map((id) => [id, {
      total: rows.filter(({ Audience }) =>
        Audience.includes(`"user:${id}"`)
      ).length,
    }]));
  },
  inConnected: (value) => ({ total: value.total }),
};

Deno.test("a derived value comes with the connection, and after each event to those concerned", async () => {
  await using world = await isolates();
  const spine = world.isolate({}, [total]);
  await world.record(spine, { topics: ["user:1"] });
  const one = await read(spine, { userId: 1 });
  const two = await read(spine, { userId: 2 });
  await world.record(spine, { topics: ["user:1"] });
  await one.untilEvent("test:total");

  const { data } = one.blocks[0].data!;
  assert.equal(data.total, 1);
  const signal = one.blocks.find(({ event }) => event === "test:total")!;
  assert.equal(signal.id, null);
  assert.deepEqual(signal.data!.data.payload, { total: 2, position: 2 });

  await world.record(spine, { topics: ["user:2"] });
  await two.untilEvent("test:total");
  assert.equal(two.blocks[0].data!.data.total, 0);
  assert.equal(two.blocks.filter((b) => b.event === "test:total").length, 1);
  await Promise.all([one.close(), two.close()]);
});

Deno.test("a burst costs few computations, and the last value is the true one", async () => {
  await using world = await isolates();
  const spine = world.isolate({}, [total]);
  const reader = await read(spine);
  total.computed.length = 0;
  for (let n = 0; n < 200; n++) {
    await world.record(spine, { topics: ["user:1"] });
  }
  await reader.until(({ blocks }) =>
    (blocks.findLast((b) => b.event === "test:total")?.data?.data
      .payload as { total: number })?.total === 200
  );
  assert.ok(total.computed.length < 50, `${total.computed.length} computed`);
  await reader.close();
});

Deno.test("who replays gets the value once level, and who polls gets it with the page", async () => {
  await using world = await isolates();
  const spine = world.isolate({}, [total]);
  for (let n = 0; n < 3; n++) await world.record(spine, { topics: ["user:1"] });
  const keeper = await read(spine, { userId: 9 });
  const late = await read(spine, { position: 0 });
  await late.untilEvent("test:total");
  const polled = await spine.poll(subscription({ position: 0 }), {
    limit: 10,
    waitMs: 0,
    signal: AbortSignal.timeout(1_000),
  });
  assert.ok("derived" in polled);
  assert.deepEqual(
    polled.derived.map(({ type, data }) => [type, data.payload]),
    [
      ["test:total", { total: 3, position: 3 }],
    ],
  );
  await Promise.all([keeper.close(), late.close()]);
});

Deno.test("a value that cannot be computed holds up no other, and comes once it can", async () => {
  let isBroken = false;
  const broken: DerivedSignal<"test:value"> = {
    type: "test:value",
    after: ["test:event"],
    compute(_tx, _tenantId, userIds) {
      if (isBroken) throw new Error("no such table");
      return Promise.resolve(new Map(userIds.map((id) => [id, {}])));
    },
  };
  await using world = await isolates();
  const spine = world.isolate({}, [broken, total]);
  const reader = await read(spine);
  isBroken = true;
  await world.record(spine, { topics: ["user:1"] });
  await reader.untilEvent("test:total");
  assert.ok(reader.blocks.every(({ event }) => event !== "test:value"));
  isBroken = false;
  await reader.untilEvent("test:value");
  await reader.close();
});

Deno.test("derived values are computed every 100 ms while that is cheap and nothing else is going on", () => {
  assert.equal(restAfter(0, 0), 100);
  assert.equal(restAfter(10, 0), 100);
});

Deno.test("what takes long to compute is computed more seldom, and so it is under load", () => {
  assert.equal(restAfter(40, 0), 400);
  assert.equal(restAfter(0, .5), 550);
  assert.equal(restAfter(0, 1), 1_000);
});

Deno.test("nobody waits longer than a second for a count, however long it takes", () => {
  assert.equal(restAfter(5_000, 1), 1_000);
});
