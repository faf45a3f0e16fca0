import assert from "node:assert/strict";
import type { WakeSource } from "../../../lib/realtime/live/metrics.ts";
import { isolates, read } from "../support.ts";

/** More than the test takes: what arrives was not found by the poll. */
const NEVER = { pollSeconds: 600 };

Deno.test("a bell that promised too much is no reason to miss those that come after it", async () => {
  await using world = await isolates();
  const spine = world.isolate(NEVER);
  let hear: (position: number, source: WakeSource) => void = () => {};
  spine.start([(answer) => {
    hear = answer;
    return { ring() {}, close() {} };
  }]);
  const reader = await read(spine);
  // As on a database that was restored from a backup: the key on the KV is ahead of its log.
  hear(1_000, "kv");
  // Longer than the tail looks again for what it was told of.
  await new Promise((resolve) => setTimeout(resolve, 500));

  await world.record(spine, { payload: "here" });
  await reader.untilEvent("test:event");
  const other = world.isolate(NEVER);
  await world.record(other, { payload: "elsewhere" });
  hear(2, "broadcast");
  await reader.until(({ blocks }) =>
    blocks.filter(({ event }) => event === "test:event").length === 2
  );
  assert.equal(spine.status().cursor, 2);
  await reader.close();
});
