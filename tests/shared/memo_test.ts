import assert from "node:assert/strict";
import { memo } from "../../lib/shared/memo.ts";

Deno.test("a result is made once for each key, and all are forgotten when there are too many", () => {
  const made: string[] = [];
  const upper = memo(2, (key) => {
    made.push(key);
    return key.toUpperCase();
  });
  assert.equal(["a", "b", "a", "c", "c", "a"].map(upper).join(""), "ABACCA");
  assert.deepEqual(made, ["a", "b", "c", "a"]);
});
