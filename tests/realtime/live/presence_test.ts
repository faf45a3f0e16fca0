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
