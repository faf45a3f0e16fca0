import assert from "node:assert/strict";
import { FairQueue } from "../../lib/db/fair_queue.ts";

function drained(queue: FairQueue<string>): string[] {
  const items = [];
  for (let next = queue.shift(); next; next = queue.shift()) items.push(next);
  return items;
}

Deno.test("callers come one after the other, however many one of them has brought", () => {
  const queue = new FairQueue<string>();
  for (const item of ["a1", "a2", "a3"]) queue.push(item, "a");
  queue.push("b1", "b");
  queue.push("c1", "c");
  queue.push("b2", "b");
  assert.equal(queue.size, 6);
  assert.deepEqual(drained(queue), ["a1", "b1", "c1", "a2", "b2", "a3"]);
  assert.equal(queue.size, 0);
});

Deno.test("who comes back takes the end of the line", () => {
  const queue = new FairQueue<string>();
  queue.push("a1", "a");
  queue.push("b1", "b");
  assert.equal(queue.shift(), "a1");
  queue.push("a2", "a");
  assert.deepEqual(drained(queue), ["b1", "a2"]);
});

Deno.test("without a name all are one caller, in the order they came", () => {
  const queue = new FairQueue<string>();
  for (const item of ["1", "2", "3"]) queue.push(item);
  assert.deepEqual(drained(queue), ["1", "2", "3"]);
});
