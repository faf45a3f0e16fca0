import assert from "node:assert/strict";
import { refusalsOf } from "../../../../lib/client/messages/compose/refusals.ts";
import { startDraft } from "../../../../lib/client/messages/compose/start_draft.ts";
import { adasView, message } from "../../fake_view.ts";

const view = adasView();
const ada = { email: "ada@acme.test", name: "Ada" };
const ben = { email: "ben@acme.test", name: "Ben" };
const chi = { email: "chi@acme.test", name: "Chi" };
const unread = { isRead: null, readAt: null };

Deno.test("an answer goes to the sender, quotes, and says Re: once", () => {
  const asked = message(1, { subject: "Berth 4", body: "From noon.\n\nBen" });
  const answer = startDraft("reply", asked, view, "id");
  assert.deepEqual(answer.to, [ben]);
  assert.equal(answer.subject, "Re: Berth 4");
  assert.equal(answer.about, 1);
  assert.match(
    answer.body,
    /^\n\nOn .+, Ben wrote:\n> From noon\.\n> \n> Ben$/,
  );

  const again = { ...asked, subject: answer.subject };
  assert.equal(startDraft("reply", again, view, "id").subject, "Re: Berth 4");
});

Deno.test("an answer to all leaves myself out; one to my own message goes to whom I wrote", () => {
  const recipients = [ada, chi].map((person) => ({ ...person, ...unread }));
  const asked = message(1, { recipients });
  assert.deepEqual(startDraft("replyAll", asked, view, "id").to, [ben, chi]);

  const mine = message(1, { sender: ada, recipients });
  assert.deepEqual(startDraft("reply", mine, view, "id").to, [chi]);
});

Deno.test("what is passed on says whose it was, and goes to nobody yet", () => {
  const passed = startDraft(
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

Deno.test("where an answer has no room for all, it ends between two characters", () => {
  const subject = "a".repeat(194) + "🚢🚢";
  const answer = startDraft("reply", message(1, { subject }), view, "id");
  assert.equal(answer.subject, `Re: ${"a".repeat(194)}🚢`);
  const body = "👨‍👩‍👧".repeat(4_000);
  const passed = startDraft("forward", message(1, { body }), view, "id");
  assert.ok(passed.body.endsWith("👨‍👩‍👧"));
  assert.ok(passed.body.length <= view.limits.maxBodyLength);
});

Deno.test("an answer to a message of the greatest size can still be sent", () => {
  const asked = message(1, {
    subject: "s".repeat(200),
    body: "\n".repeat(20_000),
  });
  const answer = startDraft("reply", asked, view, "id");
  assert.deepEqual(refusalsOf(answer, view), {});
});
