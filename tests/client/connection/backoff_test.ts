import assert from "node:assert/strict";
import fc from "fast-check";
import { backoff, retryAfter } from "../../../lib/client/connection/backoff.ts";

Deno.test("pauses double from one second to at most thirty, and any length below may come", () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 50].map((attempt) =>
    backoff(attempt, () => 0.999_999)
  );
  assert.deepEqual(longest, [
    999,
    1999,
    3999,
    7999,
    15999,
    29999,
    29999,
    29999,
  ]);
  assert.equal(backoff(5, () => 0), 0);
});

Deno.test("a pause is never negative, never longer than thirty seconds", () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(fc.property(fc.nat({ max: 10_000 }), random, (attempt, number) => {
    const pause = backoff(attempt, () => number);
    assert.ok(pause >= 0 && pause < 30_000);
  }));
});

Deno.test("Retry-After is read in seconds and as a date", () => {
  const now = Date.parse("2026-03-01T09:00:00Z");
  const read = (value: string) =>
    retryAfter(new Headers({ "retry-after": value }), now);
  assert.equal(read("7"), 7_000);
  assert.equal(read("Sun, 01 Mar 2026 09:00:05 GMT"), 5_000);
  assert.equal(read("Sun, 01 Mar 2026 08:00:00 GMT"), 0);
  // More than a browser's timer can count would be no pause at all.
  assert.equal(read("99999999999"), 3_600_000);
  assert.equal(read("Fri, 31 Dec 9999 23:59:59 GMT"), 3_600_000);
  assert.equal(read("soon"), null);
  assert.equal(retryAfter(new Headers(), now), null);
});
