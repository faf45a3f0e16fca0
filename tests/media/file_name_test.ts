import assert from "node:assert/strict";
import { cleanFileName, extensionOf } from "../../lib/media/file_name.ts";
import { NAMES } from "./names.ts";

Deno.test("a name loses what hides, turns or leads elsewhere, and keeps the rest", () => {
  for (const [given, kept] of Object.entries(NAMES)) {
    assert.equal(cleanFileName(given), kept);
    assert.equal(cleanFileName(kept), kept, "again, nothing changes");
    assert.ok(new TextEncoder().encode(kept).length <= 255);
  }
});

Deno.test("the longest name that a form can bring is cut at once, to one with a stem", () => {
  const begunAt = performance.now();
  for (const stem of ["x", "e\u0301", "👨‍👩‍👧", `e${"\u0301".repeat(400)}`]) {
    const name = cleanFileName(`${stem.repeat(8_000 / stem.length)}.txt`);
    assert.match(name, /^[^.]+\.txt$/);
    assert.ok(new TextEncoder().encode(name).length <= 255);
  }
  // Each took seconds once, in which the isolate did nothing else.
  assert.ok(performance.now() - begunAt < 1_000);
});

Deno.test("an extension is what follows the last dot", () => {
  assert.equal(extensionOf("a.tar.GZ"), "gz");
  assert.equal(extensionOf("none"), "");
  assert.equal(extensionOf(".profile"), "");
  assert.equal(extensionOf("dot."), "");
});
