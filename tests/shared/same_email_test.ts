import assert from "node:assert/strict";
import fc from "fast-check";
import { emailKey, sameEmail } from "../../lib/shared/same_email.ts";

Deno.test("letter case does not tell two addresses apart, anything else does", () => {
  assert.ok(sameEmail("Ada@Acme.test", "ada@acme.TEST"));
  assert.ok(!sameEmail("ada@acme.test", "ada@globex.test"));
  fc.assert(fc.property(fc.emailAddress(), fc.emailAddress(), (one, other) => {
    assert.ok(sameEmail(one, one.toUpperCase()));
    assert.equal(sameEmail(one, other), emailKey(one) === emailKey(other));
  }));
});
