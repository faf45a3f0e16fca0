import assert from "node:assert/strict";
import { EXPIRIES, expiryTime } from "../../lib/shared/expiries.ts";

Deno.test("each expiry ends later than the one before, and the first never", () => {
  const now = new Date("2026-01-15T09:00:00.000Z");
  const [never, ...times] = EXPIRIES.map((each) => expiryTime(each, now));
  assert.equal(never, null);
  assert.equal(times[0], "2026-01-15T10:00:00.000Z");
  assert.equal(times.at(-1), "2026-02-14T09:00:00.000Z");
  assert.deepEqual(times, times.toSorted());
});
