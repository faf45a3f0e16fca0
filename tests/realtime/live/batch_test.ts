import assert from "node:assert/strict";
import fc from "fast-check";
import { Batch, type Receiver } from "../../../lib/realtime/live/batch.ts";
import { encodedEvent as event } from "../support.ts";

function receiver(): Receiver & { sent: Uint8Array[] } {
  const sent: Uint8Array[] = [];
  return { sent, due: undefined, send: (bytes) => sent.push(bytes) };
}

Deno.test("each receiver gets its own events, in order, in one chunk", () => {
  const events = [1, 2, 3, 4, 5].map((id) => event(id));
  const subset = fc.subarray(events, { minLength: 1 });
  fc.assert(fc.property(fc.array(subset, { minLength: 1 }), (due) => {
    const batch = new Batch();
    const receivers = due.map(receiver);
    for (const each of events) {
      for (const [n, own] of due.entries()) {
        if (own.includes(each)) batch.add(receivers[n], each);
      }
    }
    batch.flush();
    for (const [n, { sent }] of receivers.entries()) {
      assert.equal(sent.length, 1);
      const expected = due[n].flatMap(({ bytes }) => [...bytes]);
      assert.deepEqual([...sent[0]], expected);
    }
  }));
});

Deno.test("receivers that are due the same events share the bytes", () => {
  const batch = new Batch();
  const [one, two] = [receiver(), receiver()];
  for (const each of [event(1), event(2)]) {
    batch.add(one, each);
    batch.add(two, each);
  }
  batch.flush();
  assert.equal(one.sent[0], two.sent[0]);
});

Deno.test("a large batch goes out in several chunks, none lost", () => {
  const batch = new Batch();
  const one = receiver();
  const events = Array.from({ length: 30 }, (_, id) => event(id, 10_000));
  for (const each of events) batch.add(one, each);
  batch.flush();
  assert.ok(one.sent.length > 1);
  assert.equal(one.sent.reduce((sum, { length }) => sum + length, 0), 300_000);
});
