import assert from "node:assert/strict";
import { type Committed, complaints, type Reading } from "./checker.ts";
import { type Bug, BUGS, tampered } from "./tamper.ts";

const log: Committed[] = [
  event(1, "acme", ["user:1"]),
  event(2, "acme", ["user:1", "user:2"]),
  event(3, "globex", ["user:3"]),
  event(4, "acme", ["tenant"]),
  event(5, "acme", ["user:1"], "session:ended"),
  event(6, "acme", ["user:2"]),
  event(8, "acme", ["user:1"]),
];

const right: Reading = {
  reader: "ada",
  tenantId: "acme",
  userId: 1,
  after: 1,
  frames: [2, 4, 8].map(frame),
};

Deno.test("the checker finds nothing wrong with a reading that is complete, in order, once and entitled", () => {
  assert.deepEqual(complaints(log, right), []);
});

const EXPECTED: Record<Bug, string[]> = {
  drop: ["ada was never sent 4"],
  repeat: ["ada was sent 4 twice"],
  swap: ["ada was sent 4 after 8"],
  leak: ["ada was sent 3, which is for others"],
  overhear: ["ada was sent 6, which is for others"],
  alter: ["ada was sent 4 with another content than was committed"],
  invent: ["ada was sent 9, which was never committed"],
};

for (const bug of Object.keys(BUGS) as Bug[]) {
  Deno.test(`the checker sees a spine that has the bug "${bug}"`, () => {
    assert.deepEqual(
      complaints(log, tampered(bug, right, log)),
      EXPECTED[bug],
    );
  });
}

function event(
  id: number,
  tenantId: string,
  topics: string[],
  type = "message:new",
): Committed {
  return { id, tenantId, topics, type, data: JSON.stringify({ of: id }) };
}

function frame(id: number) {
  const { type, data } = log.find((event) => event.id === id)!;
  return { id, event: type, data: { type, data: JSON.parse(data) } };
}
