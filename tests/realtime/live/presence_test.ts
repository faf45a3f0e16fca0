import assert from "node:assert/strict";
import { isolates, read } from "../support.ts";

Deno.test("the first stream of a user and the end of the last are told, nothing in between", async () => {
  await using world = await isolates();
  const told: string[] = [];
  const spine = world.isolate({ streamsPerUser: 1 }, [], {
    onPresence: ({ tenantId, userId, isPresent }) =>
      told.push(`${tenantId} ${userId} ${isPresent ? "came" : "went"}`),
  });
  const first = await read(spine);
  const namesake = await read(spine, { tenantId: "globex" });
  const second = await read(spine);
  await first.ended;
  assert.deepEqual(told, ["acme 1 came", "globex 1 came"]);
  await second.close();
  await namesake.close();
  assert.deepEqual(told.slice(2), ["acme 1 went", "globex 1 went"]);
});

Deno.test("an area that fails at it keeps no stream from opening and ending", async () => {
  await using world = await isolates();
  const spine = world.isolate({}, [], {
    onPresence() {
      throw new Error("no such table");
    },
  });
  const reader = await read(spine);
  await world.record(spine, {});
  await reader.until(({ ids }) => ids.length === 1);
  await reader.close();
  const { connections, listeners, sockets } = spine.status();
  assert.deepEqual([connections, listeners, sockets], [[], 0, 0]);
});
