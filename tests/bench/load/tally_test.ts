import assert from "node:assert/strict";
import { CARRIED, subjectOf, Tally } from "./tally.ts";

const event = (number: number) =>
  `id: 7\ndata: {"subject":"${subjectOf(number)}"}\n\n`;
const signal = 'event: unread:count\ndata: {"count":3}\n\n';

/** Hands a text to a stream in reads of limited size. */
function take(tally: Tally, stream: number, text: string, size: number): void {
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length; from += size) {
    const read = bytes.subarray(from, from + size);
    const buffer = new Uint8Array(CARRIED + size);
    buffer.set(read, CARRIED);
    tally.take(stream, buffer, CARRIED + read.length);
  }
}

const text = event(0) + signal + event(1) + event(2) + signal + event(13) +
  signal.repeat(2);

Deno.test("events are counted once, wherever the reads are cut", () => {
  for (let size = 1; size <= text.length; size++) {
    const tally = new Tally(1, 14);
    take(tally, 0, text, size);
    assert.deepEqual(
      {
        size,
        delivered: tally.delivered,
        signals: tally.signals,
        lost: tally.lost,
        repeated: tally.repeated,
        reads: tally.reads,
        bytes: tally.bytes,
      },
      {
        size,
        delivered: 4,
        signals: 4,
        lost: 10,
        repeated: 0,
        reads: Math.ceil(text.length / size),
        bytes: text.length,
      },
    );
  }
});

Deno.test("a message that a stream gets twice is repeated, whatever came between", () => {
  const tally = new Tally(1, 3);
  take(tally, 0, event(0) + event(1) + event(0), 20);
  assert.deepEqual([tally.delivered, tally.repeated, tally.lost], [2, 1, 1]);
});

Deno.test("a number that no message has is strange, not delivered", () => {
  const tally = new Tally(1, 3);
  take(tally, 0, event(3), 100);
  assert.deepEqual([tally.delivered, tally.strange], [0, 1]);
});

Deno.test("it is complete when the last stream has the last message, and knows when that came", () => {
  const tally = new Tally(2, 1);
  take(tally, 0, event(0).slice(0, 25), 100);
  take(tally, 1, event(0), 100);
  assert.equal(tally.isComplete, false);
  assert.equal(tally.lastAt[0], 0);
  take(tally, 0, event(0).slice(25), 100);
  assert.equal(tally.isComplete, true);
  assert.ok(Math.abs(tally.lastAt[0] - Date.now()) < 1_000);
});
