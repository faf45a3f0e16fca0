import assert from "node:assert/strict";
import { median, quantile, ratio } from "./statistics.ts";

Deno.test("a quantile is the least value that so many do not exceed", () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  assert.equal(quantile(hundred, .99), 99);
  assert.equal(quantile(hundred, .5), 50);
  assert.equal(quantile(hundred, 1), 100);
  assert.equal(quantile([7], .99), 7);
});

Deno.test("the median of an odd number is the one in the middle", () => {
  assert.equal(median([30, 10, 20]), 20);
});

Deno.test("of nothing there is no quantile", () => {
  assert.equal(quantile([], .5), NaN);
});

Deno.test("a ratio pairs the values of the same repetition", () => {
  assert.equal(ratio([10, 40, 30], [20, 20, 20]), 1.5);
  assert.equal(ratio([10, 40, 30], [10, 40, 10]), 1);
});
