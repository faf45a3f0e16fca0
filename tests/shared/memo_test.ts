import assert from "node:assert/strict";
import { memo } from "../../lib/shared/memo.ts";

Deno.test("a result is made once for each key, and the oldest goes when there are too many", () => {
  const made: string[] = [];
  const upper = memo(2, (key) => {
    made.push(key);
    return key.toUpperCase();
  });
  assert.deepEqual(["a", "b", "a", "c", "b", "a"].map(upper), [
    "A",
    "B",
    "A",
    "C",
    "B",
    "A",
  ]);
  assert.deepEqual(made, ["a", "b", "c", "a"]);
});
