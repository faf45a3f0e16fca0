import assert from "node:assert/strict";
import { Page } from "../../../lib/realtime/resume/page.ts";
import type { EncodedEvent } from "../../../lib/realtime/live/encode.ts";
import { encodedEvent, streamOf } from "../support.ts";

const event = (id: number, more: Partial<EncodedEvent> = {}) => ({
  ...encodedEvent(id),
  ...more,
});

function pageOf(events: EncodedEvent[], partBytes = Infinity): Page {
  return new Page({ events, head: 9, floor: 0 }, 0, partBytes, () => {});
}

const sent = (page: Page, stream = streamOf()) =>
  page.partsFor(stream).map((part) => [...page.bytesOf(part)]);

Deno.test("streams that read alike are sent the same bytes, and none is sent what is another's", () => {
  const page = pageOf([
    event(1),
    event(2, { topics: new Set(["user:7"]) }),
    event(3, { tenantId: "globex" }),
    event(4),
  ]);
  const chunk = (stream = streamOf()) => page.bytesOf(page.partsFor(stream)[0]);
  chunk();
  const seven = chunk(streamOf({ userId: 7 }));
  assert.deepEqual([...seven], [1, 1, 1, 2, 2, 2, 4, 4, 4]);
  assert.equal(chunk(streamOf({ userId: 7 })), seven);
  const eight = chunk(streamOf({ userId: 8 }));
  assert.deepEqual([...eight], [1, 1, 1, 4, 4, 4]);
  assert.equal(
    chunk(streamOf({ userId: 9 })),
    eight,
    "other topics, but the same events",
  );
});

Deno.test("a page goes out in parts that fit; what is longer than one goes out alone", () => {
  const events = [event(1), event(2), { ...encodedEvent(3, 9) }, event(4)];
  assert.deepEqual(
    sent(pageOf(events, 6)).map((bytes) => bytes.length),
    [6, 9, 3],
  );
  const [first, second] = pageOf([event(1), event(2)], 3).partsFor(streamOf());
  assert.deepEqual([first.upTo, second.upTo], [1, 2]);
});

Deno.test("of a page with nothing for a stream, it is sent nothing, and passes it", () => {
  const hidden = event(5, { topics: new Set(["user:7"]) });
  const [part, ...more] = pageOf([hidden]).partsFor(streamOf());
  assert.deepEqual(more, []);
  assert.equal(part.size, 0);
  assert.equal(part.upTo, 5);
});

Deno.test("who comes into a topic with an event is sent what comes after it, and nobody else is", () => {
  const topics = new Set(["channel:3"] as const);
  const page = pageOf([
    event(1, { topics }),
    event(2, {
      changes: new Map([[7, [{ topic: "channel:3", joined: true }]]]),
    }),
    event(3, { topics }),
  ]);
  assert.deepEqual(sent(page, streamOf({ userId: 8 })), [[2, 2, 2]]);
  assert.deepEqual(sent(page, streamOf({ userId: 7 })), [[2, 2, 2, 3, 3, 3]]);
  const [part] = page.partsFor(streamOf({ userId: 7 }));
  assert.deepEqual(part.changes, [{ topic: "channel:3", joined: true }]);
});

Deno.test("a session that ends in a page is sent what came before, alone of all who read alike", () => {
  const page = pageOf([
    event(1),
    event(2, {
      type: "session:ended",
      topics: new Set(["user:7"]),
      control: { sessionId: "lost" },
    }),
    event(3),
  ]);
  const lost = streamOf({ userId: 7, sessionId: "lost" });
  const other = streamOf({ userId: 7, sessionId: "kept" });
  assert.deepEqual(sent(page, lost), [[1, 1, 1]]);
  assert.ok(page.partsFor(lost)[0].isEnd);
  assert.deepEqual(sent(page, other), [[1, 1, 1, 3, 3, 3]]);
  assert.ok(!page.partsFor(other)[0].isEnd);
});
