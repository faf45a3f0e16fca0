import type { NewEvent } from "../../lib/realtime/event.ts";
import type { DerivedSignal } from "../../lib/realtime/derived_signal.ts";
import { TENANT, userOf, userTopic } from "../../lib/realtime/topic.ts";
import assert from "node:assert/strict";

const ended: NewEvent = {
  tenantId: "acme",
  type: "session:ended",
  topics: [userTopic(7)],
  about: { sessionId: "s" },
  payload: {},
};

Deno.test("the compiler refuses an event that no area has declared", () => {
  // @ts-expect-error -- a misspelt type
  const type: NewEvent = { ...ended, type: "session:eneded" };
  // @ts-expect-error -- a misspelt topic
  const topics: NewEvent = { ...ended, topics: ["usr:7"] };
  const about: NewEvent = {
    ...ended,
    type: "message:read",
    // @ts-expect-error -- what another type is about
    about: { sessionId: "s" },
    payload: { readerEmail: "ada@acme.test", readAt: "2026-01-15T09:00:00Z" },
  };
  // @ts-expect-error -- what another type tells
  const payload: NewEvent = {
    ...ended,
    type: "message:read",
    about: { messageId: 1 },
    payload: {},
  };
  const derived: Pick<DerivedSignal, "after"> = {
    // @ts-expect-error -- a derived value of events that there are not
    after: ["message:red"],
  };
  assert.equal([type, topics, about, payload, derived].length, 5);
});

Deno.test("a topic is read as it was made", () => {
  assert.equal(userOf(userTopic(7)), 7);
  assert.equal(userOf(TENANT), undefined);
});
