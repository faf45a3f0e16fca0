import assert from "node:assert/strict";
import { parsePeople } from "../../../../lib/client/messages/compose/people.ts";

Deno.test("addresses are read however they are typed, each once", () => {
  const emails = (text: string) => parsePeople(text).map(({ email }) => email);
  assert.deepEqual(
    emails(" Ben Okafor <ben@acme.test>, chi@acme.test;\nben@acme.test ,, "),
    ["ben@acme.test", "chi@acme.test"],
  );
  assert.deepEqual(emails(" , ;"), []);
});
