import assert from "node:assert/strict";
import { cleanFileName, endingOf } from "../../lib/media/file_name.ts";
import { NAMES } from "./names.ts";

Deno.test("a name loses what hides, turns or leads elsewhere, and keeps the rest", () => {
  for (const [given, kept] of Object.entries(NAMES)) {
    assert.equal(cleanFileName(given), kept);
    assert.equal(cleanFileName(kept), kept, "again, nothing changes");
    assert.ok(new TextEncoder().encode(kept).length <= 255);
  }
});

Deno.test("an ending is what follows the last dot", () => {
  assert.equal(endingOf("a.tar.GZ"), "gz");
  assert.equal(endingOf("none"), "");
  assert.equal(endingOf(".profile"), "");
  assert.equal(endingOf("dot."), "");
});
