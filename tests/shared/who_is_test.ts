import assert from "node:assert/strict";
import { isWholeAddress, whoIs } from "../../lib/shared/who_is.ts";

Deno.test("a whole name or address is somebody, a part of it nobody yet", () => {
  const found = [
    { email: "canada@acme.test", name: "Aaron Canada" },
    { email: "ada@acme.test", name: "Ada Đặng" },
  ];
  assert.equal(whoIs("ADA@acme.test ", found)?.email, "ada@acme.test");
  assert.equal(whoIs("ada dang", found)?.email, "ada@acme.test");
  assert.equal(whoIs("ada", found), undefined);
});

Deno.test("an address is whole when its domain has a name and an end", () => {
  for (const whole of ["a@b.test", "ada.l@mail.acme.test"]) {
    assert.ok(isWholeAddress(whole), whole);
  }
  for (const part of ["ada", "ada@", "ada@acme", "ada@acme.", "a b@c.test"]) {
    assert.ok(!isWholeAddress(part), part);
  }
});
