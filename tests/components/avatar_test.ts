import assert from "node:assert/strict";
import { hueOf, initialsOf } from "../../components/kit/Avatar.tsx";

Deno.test("initials are those of the first and the last name, in any script", () => {
  assert.equal(initialsOf("Ada Lindqvist"), "AL");
  assert.equal(initialsOf("Nguyễn Linh Chi"), "NC");
  assert.equal(initialsOf("đặng"), "Đ");
  assert.equal(initialsOf("ada@acme.test"), "AA");
  assert.equal(initialsOf("(Berth) 4"), "B4");
  assert.equal(initialsOf("🚢"), "?");
  assert.equal(initialsOf("دورا حداد"), "د");
});

Deno.test("a person's colour is the same however the address is written, and not everybody's", () => {
  assert.equal(hueOf("Ada@Acme.test"), hueOf("ada@acme.test"));
  const hues = new Set(
    Array.from({ length: 60 }, (_, n) => hueOf(`person${n}@acme.test`)),
  );
  assert.ok(hues.size >= 10, `${hues.size} of 12 hues`);
});
