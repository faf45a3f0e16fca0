import assert from "node:assert/strict";
import { Batch } from "../../../lib/realtime/live/batch.ts";
import type { EncodedEvent } from "../../../lib/realtime/live/encode.ts";
import {
  type Listener,
  Listeners,
} from "../../../lib/realtime/live/listeners.ts";
import { type Topic, userTopic } from "../../../lib/realtime/topic.ts";
import type {} from "../support.ts";

const CHANNEL: Topic = "channel:1";

function listener(position: number, topics: Topic[]): Listener {
  return {
    subscriber: {
      tenantId: "acme",
      userId: 1,
      sessionId: "session",
      topics: new Set([userTopic(1), ...topics]),
    },
    position,
    deliver() {},
    obey() {},
    signal() {},
  };
}

function event(id: number, more: Partial<EncodedEvent> = {}): EncodedEvent {
  return {
    id,
    tenantId: "acme",
    topics: new Set([CHANNEL]),
    type: "test:event",
    madeAt: 0,
    bytes: new Uint8Array(),
    about: null,
    changes: undefined,
    ...more,
  };
}

Deno.test("a change moves those who listen, and not those who came after it", () => {
  const listeners = new Listeners();
  const early = listener(1, [CHANNEL]);
  const late = listener(5, [CHANNEL]);
  listeners.add(early);
  listeners.add(late);
  // The late one has come back meanwhile; its topics are those of position 5.
  const left = { topic: CHANNEL, joined: false };
  listeners.change(event(3, { changes: new Map([[1, [left]]]) }));
  assert.deepEqual(listeners.deliver(event(6), new Batch()), [late]);
  listeners.delete(early);
  listeners.delete(late);
  assert.equal(listeners.size, 0);
});
