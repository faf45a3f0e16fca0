import assert from "node:assert/strict";
import {
  type Draft,
  isBlank,
  messageOf,
  newDraft,
} from "../../../../lib/client/messages/compose/draft.ts";

const ben = { email: "ben@acme.test", name: "Ben" };
const chi = { email: "chi@acme.test", name: "Chi" };

const blank = newDraft("id");
const sheet = (changes: Partial<Draft>): Draft => ({ ...blank, ...changes });

Deno.test("a new sheet is blank until something on it would be a loss", () => {
  assert.ok(isBlank(blank));
  assert.ok(isBlank(sheet({ body: " \n" })));
  for (
    const written of [
      { to: [ben] },
      { everyone: true },
      { subject: "x" },
      { body: "x" },
    ]
  ) {
    assert.equal(isBlank(sheet(written)), false, JSON.stringify(written));
  }
});

Deno.test("what is sent names addresses, and when it ends", () => {
  const now = new Date("2026-03-01T09:00:00Z");
  const draft = messageOf(
    sheet({ to: [ben, chi], expires: "day", priority: "high" }),
    now,
  );
  assert.deepEqual(draft.recipients, [ben.email, chi.email]);
  assert.equal(draft.expiresAt, "2026-03-02T09:00:00.000Z");
  assert.equal(draft.priority, "high");
  const toAll = messageOf(sheet({ to: [ben], everyone: true }), now);
  assert.equal(toAll.recipients, "tenant");
  assert.equal(toAll.expiresAt, null);
});
