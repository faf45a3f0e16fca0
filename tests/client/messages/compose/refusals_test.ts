import assert from "node:assert/strict";
import {
  type Draft,
  newDraft,
} from "../../../../lib/client/messages/compose/draft.ts";
import { parsePeople } from "../../../../lib/client/messages/compose/people.ts";
import {
  refusalsByServer,
  refusalsOf,
} from "../../../../lib/client/messages/compose/refusals.ts";
import { adasView } from "../../fake_view.ts";

const view = adasView();
const ben = { email: "ben@acme.test", name: "Ben" };

const blank = newDraft("id");
const sheet = (changes: Partial<Draft>): Draft => ({ ...blank, ...changes });

Deno.test("a sheet says what keeps it from being sent", () => {
  const written = { to: [ben], subject: "Berth 4" };
  assert.deepEqual(refusalsOf(sheet(written), view), {});
  assert.deepEqual(refusalsOf(blank, view), {
    to: "Add at least one person.",
    body: "Write a subject or a message.",
  });
  const stranger = { email: "x@y.test", name: "", isUnknown: true };
  assert.deepEqual(refusalsOf(sheet({ ...written, to: [stranger] }), view), {
    to: "“x@y.test” is nobody at Acme.",
  });
  const long = {
    ...written,
    subject: "x".repeat(201),
    body: "x".repeat(20_001),
  };
  assert.deepEqual(Object.keys(refusalsOf(sheet(long), view)), [
    "subject",
    "body",
  ]);
  const limits = { ...view.limits, maxSubjectLength: 201 };
  assert.deepEqual(
    Object.keys(refusalsOf(sheet(long), { ...view, limits })),
    ["body"],
    "a tenant may have limits of its own",
  );
});

Deno.test("what the server refused is told at its field, in the reader's words", () => {
  const draft = sheet({ to: parsePeople("ben@acme.test, x@y.test") });
  assert.deepEqual(refusalsByServer(["recipients.1"], draft, view), {
    to: "“x@y.test” is nobody at Acme.",
  });
  assert.deepEqual(refusalsByServer(["recipients"], draft, view), {
    to: "Add at least one person.",
  });
});
