import assert from "node:assert/strict";
import type { DerivedSignal } from "../../../lib/realtime/derived_signal.ts";
import { Starts } from "../../../lib/realtime/resume/starts.ts";
import { type Asker, isolates, subscription } from "../support.ts";

declare module "../../../lib/realtime/event.ts" {
  interface DerivedTypes {
    "test:own": { userId: number };
  }
}

const own: DerivedSignal<"test:own"> = {
  type: "test:own",
  after: [],
  compute: (_tx, _tenantId, userIds) =>
    Promise.resolve(new Map(userIds.map((userId) => [userId, { userId }]))),
};

/** Starts over a log of three events, with a count of the snapshots read for them. */
async function startsOf() {
  const { services, isolate, record, ...rest } = await isolates();
  const spine = isolate();
  for (let n = 0; n < 3; n++) await record(spine, {});
  let snapshots = 0;
  const { db, settings } = services;
  const starts = new Starts({
    db: {
      ...db,
      read(work, options) {
        snapshots++;
        return db.read(work, options);
      },
    },
    settings: settings.realtime,
    derived: [own],
  });
  return {
    read: (asker: Asker) => starts.read(subscription(asker)),
    snapshots: () => snapshots,
    [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose](),
  };
}

Deno.test("streams that are opened while others' starts are read share snapshots, and each starts where it asks", async () => {
  await using given = await startsOf();
  const found = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      given.read({
        userId: n,
        tenantId: n % 2 ? "acme" : "globex",
        position: n % 3,
      })),
  );
  found.forEach((one, n) => {
    assert.ok(one);
    assert.deepEqual(one.start, { position: n % 3, reset: null, head: 3 });
    assert.equal(one.member.userId, n);
    assert.deepEqual(
      one.values.map(({ type, data }) => [type, data.tenantId, data.payload]),
      [["test:own", n % 2 ? "acme" : "globex", { userId: n, position: 3 }]],
    );
  });
  assert.equal(given.snapshots(), 3);
});

Deno.test("windows of one user have topics of their own, which change one by one", async () => {
  await using given = await startsOf();
  const found = await Promise.all(
    [1, 1, 1].map((userId) => given.read({ userId })),
  );
  const [, one, other] = found.map((each) => each!.member);
  one.topics.delete("tenant");
  assert.ok(other.topics.has("tenant"));
});

Deno.test("a session that has ended, or cannot be looked up, is no hindrance to the others", async () => {
  await using given = await startsOf();
  const isAlive = {
    ended: () => Promise.resolve(false),
    failing: () => Promise.reject(new Error("no such table")),
  };
  const asked = [
    given.read({ userId: 1 }),
    given.read({ userId: 2 }),
    given.read({ userId: 3, isAlive: isAlive.ended }),
    given.read({ userId: 4, isAlive: isAlive.failing }),
    given.read({ userId: 5 }),
  ];
  const settled = await Promise.allSettled(asked);
  assert.deepEqual(
    settled.map((each) =>
      each.status === "rejected"
        ? each.reason.message
        : each.value?.member.userId ?? null
    ),
    [1, 2, null, "no such table", 5],
  );
});
