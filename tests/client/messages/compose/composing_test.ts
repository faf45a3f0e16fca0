import assert from "node:assert/strict";
import { compose } from "../../../../lib/client/messages/compose/begin.ts";
import {
  type Composing,
  draftOf,
  isBlank,
  parsePeople,
  sendLabel,
} from "../../../../lib/client/messages/compose/composing.ts";
import {
  refusalsByServer,
  refusalsOf,
} from "../../../../lib/client/messages/compose/refusals.ts";
import { adasView, message } from "../../fake_view.ts";

const view = adasView();
const ada = { email: "ada@acme.test", name: "Ada" };
const ben = { email: "ben@acme.test", name: "Ben" };
const chi = { email: "chi@acme.test", name: "Chi" };
const unread = { isRead: null, readAt: null };

const blank = compose("new", null, view, "id");
const sheet = (changes: Partial<Composing>): Composing => ({
  ...blank,
  ...changes,
});

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

Deno.test("an answer goes to the sender, quotes, and says Re: once", () => {
  const asked = message(1, { subject: "Berth 4", body: "From noon.\n\nBen" });
  const answer = compose("reply", asked, view, "id");
  assert.deepEqual(answer.to, [ben]);
  assert.equal(answer.subject, "Re: Berth 4");
  assert.equal(answer.about, 1);
  assert.match(
    answer.body,
    /^\n\nOn .+, Ben wrote:\n> From noon\.\n> \n> Ben$/,
  );

  const again = { ...asked, subject: answer.subject };
  assert.equal(compose("reply", again, view, "id").subject, "Re: Berth 4");
});

Deno.test("an answer to all leaves myself out; one to my own message goes to whom I wrote", () => {
  const recipients = [ada, chi].map((person) => ({ ...person, ...unread }));
  const asked = message(1, { recipients });
  assert.deepEqual(compose("replyAll", asked, view, "id").to, [ben, chi]);

  const mine = message(1, { sender: ada, recipients });
  assert.deepEqual(compose("reply", mine, view, "id").to, [chi]);
});

Deno.test("what is passed on says whose it was, and goes to nobody yet", () => {
  const passed = compose(
    "forward",
    message(1, { subject: "Berth 4", body: "From noon." }),
    view,
    "id",
  );
  assert.deepEqual(passed.to, []);
  assert.equal(passed.subject, "Fwd: Berth 4");
  assert.match(
    passed.body,
    /^\n\nForwarded message from Ben, .+:\n\nFrom noon\.$/,
  );
});

Deno.test("an answer to a message of the greatest size can still be sent", () => {
  const asked = message(1, {
    subject: "s".repeat(200),
    body: "\n".repeat(20_000),
  });
  const answer = compose("reply", asked, view, "id");
  assert.deepEqual(refusalsOf(answer, view), {});
});

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
  const composing = sheet({ to: parsePeople("ben@acme.test, x@y.test") });
  assert.deepEqual(refusalsByServer(["recipients.1"], composing, view), {
    to: "“x@y.test” is nobody at Acme.",
  });
  assert.deepEqual(refusalsByServer(["recipients"], composing, view), {
    to: "Add at least one person.",
  });
});

Deno.test("what is sent names addresses, and when it ends", () => {
  const now = new Date("2026-03-01T09:00:00Z");
  const draft = draftOf(
    sheet({ to: [ben, chi], expires: "day", priority: "high" }),
    now,
  );
  assert.deepEqual(draft.recipients, [ben.email, chi.email]);
  assert.equal(draft.expiresAt, "2026-03-02T09:00:00.000Z");
  assert.equal(draft.priority, "high");
  const toAll = draftOf(sheet({ to: [ben], everyone: true }), now);
  assert.equal(toAll.recipients, "tenant");
  assert.equal(toAll.expiresAt, null);
});

Deno.test("addresses are read however they are typed, each once", () => {
  const emails = (text: string) => parsePeople(text).map(({ email }) => email);
  assert.deepEqual(
    emails(" Ben Okafor <ben@acme.test>, chi@acme.test;\nben@acme.test ,, "),
    ["ben@acme.test", "chi@acme.test"],
  );
  assert.deepEqual(emails(" , ;"), []);
});

Deno.test("the button says what sending will do", () => {
  const label = (changes: Partial<Composing>) =>
    sendLabel(sheet(changes), view.words);
  assert.equal(label({}), "Send");
  assert.equal(label({ to: [ben] }), "Send to Ben");
  assert.equal(label({ to: [ben, chi] }), "Send to 2 people");
  assert.equal(label({ everyone: true }), "Send to everyone");
});
