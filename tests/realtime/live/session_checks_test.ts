import assert from "node:assert/strict";
import type { Actor } from "../../../lib/auth/actor.ts";
import { endedSessions } from "../../../lib/auth/stored_sessions.ts";
import type { TestServices } from "../../support/services.ts";
import { until } from "../../support/until.ts";
import { type Asker, isolates, read } from "../support.ts";

/** What ends a session by hand, without an event. */
const BY_HAND = {
  "its row is deleted": ({ db }: TestServices) =>
    db.write((tx) => tx.deleteFrom("Sessions").execute()),
  "it has expired": ({ db }: TestServices) =>
    db.write((tx) =>
      tx.updateTable("Sessions").set({ ExpiresAt: "2020-01-01T00:00:00.000Z" })
        .execute()
    ),
  "its user is inactive": ({ db }: TestServices) =>
    db.write((tx) => tx.updateTable("Users").set({ IsActive: 0 }).execute()),
  "its tenant is inactive": ({ db }: TestServices) =>
    db.write((tx) => tx.updateTable("Tenants").set({ IsActive: 0 }).execute()),
};

for (const [what, end] of Object.entries(BY_HAND)) {
  Deno.test(`a stream ends when ${what}, though no event tells so`, async () => {
    await using world = await isolates();
    const { services } = world;
    const ada = await services.user("ada@acme.test");
    const spine = world.isolate({}, [], {
      endedSessions: (ids) =>
        endedSessions(services.db, ids, services.clock.now()),
      sessionCheckMs: 5,
    });
    const reader = await read(spine, asking(ada));
    await end(services);
    assert.equal(await reader.ended, undefined);
    assert.equal(spine.status().metrics.ended.session, 1);
  });
}

Deno.test("of many sessions, only those that have ended end their streams", async () => {
  await using world = await isolates();
  const { services } = world;
  const people = [];
  for (let n = 0; n < 12; n++) {
    people.push(await services.user(`person${n}@acme.test`));
  }
  let rounds = 0;
  const spine = world.isolate({}, [], {
    endedSessions: async (ids) => {
      const ended = await endedSessions(
        services.db,
        ids,
        services.clock.now(),
      );
      rounds++;
      return ended;
    },
    sessionCheckMs: 5,
  });
  const readers = await Promise.all(
    people.map((each) => read(spine, asking(each))),
  );
  const gone = people.slice(0, 5);
  await services.db.write((tx) =>
    tx.deleteFrom("Sessions")
      .where("Id", "in", gone.map(({ sessionId }) => sessionId)).execute()
  );
  await Promise.all(readers.slice(0, 5).map(({ ended }) => ended));
  const before = rounds;
  await until("others were asked about twice more", () => rounds > before + 2);
  assert.equal(spine.status().connections.length, 7);
  await Promise.all(readers.slice(5).map((each) => each.close()));
});

Deno.test("a database that is away signs nobody out", async () => {
  await using world = await isolates();
  let failures = 0;
  const spine = world.isolate({}, [], {
    endedSessions: () => {
      failures++;
      return Promise.reject(new Error("away"));
    },
    sessionCheckMs: 5,
  });
  const reader = await read(spine);
  await until("it was asked in vain three times", () => failures > 2);
  assert.equal(spine.status().connections.length, 1);
  await reader.close();
});

function asking({ userId, tenantId, sessionId }: Actor): Asker {
  return { userId, tenantId, sessionId };
}
