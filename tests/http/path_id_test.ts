import assert from "node:assert/strict";
import { idOf } from "../../lib/http/path_id.ts";

Deno.test("what no id looks like does not exist", () => {
  assert.equal(idOf("17", "Message"), 17);
  for (const text of ["", "0", "-1", "1.5", "1e3", "x", "01", "9".repeat(16)]) {
    assert.throws(
      () => idOf(text, "Message"),
      { status: 404, detail: `Message "${text}" does not exist` },
      text,
    );
  }
});
