import assert from "node:assert/strict";
import { sendLabel } from "../../../../lib/client/messages/compose/composer.ts";
import {
  type Draft,
  newDraft,
} from "../../../../lib/client/messages/compose/draft.ts";
import { adasView } from "../../fake_view.ts";

const ben = { email: "ben@acme.test", name: "Ben" };
const chi = { email: "chi@acme.test", name: "Chi" };

Deno.test("the button says what sending will do", () => {
  const label = (changes: Partial<Draft>) =>
    sendLabel({ ...newDraft("id"), ...changes }, adasView().words);
  assert.equal(label({}), "Send");
  assert.equal(label({ to: [ben] }), "Send to Ben");
  assert.equal(label({ to: [ben, chi] }), "Send to 2 people");
  assert.equal(label({ everyone: true }), "Send to everyone");
});
