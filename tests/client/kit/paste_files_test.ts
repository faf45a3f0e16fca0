import assert from "node:assert/strict";
import { pastedFiles } from "../../../lib/client/kit/paste_files.ts";

const PICTURE = new File(["x"], "image.png", { type: "image/png" });

Deno.test("files that are pasted are taken, with a text beside them or without", () => {
  assert.deepEqual(paste({}, PICTURE), {
    files: ["image.png"],
    hasText: false,
  });
  assert.deepEqual(paste({ "text/plain": "Look:" }, PICTURE), {
    files: ["image.png"],
    hasText: true,
  });
  // A picture of a page, copied.
  assert.deepEqual(paste({ "text/html": "<img>" }, PICTURE), {
    files: ["image.png"],
    hasText: false,
  });
});

Deno.test("the name of a file that its system gives beside it is no text", () => {
  assert.deepEqual(paste({ "text/plain": "image.png\n" }, PICTURE), {
    files: ["image.png"],
    hasText: false,
  });
});

Deno.test("text of a document comes without the picture of itself", () => {
  const copied = { "text/plain": "A table", "text/html": "<table>" };
  assert.deepEqual(paste(copied, PICTURE), { files: [], hasText: true });
});

Deno.test("text alone is text", () => {
  assert.deepEqual(paste({ "text/plain": "Hello" }), {
    files: [],
    hasText: true,
  });
});

function paste(texts: Record<string, string>, ...files: File[]) {
  const items = files.map((file) => ({ kind: "file", getAsFile: () => file }));
  const pasted = pastedFiles({
    items: items as unknown as DataTransferItemList,
    types: Object.keys(texts),
    getData: (type) => texts[type] ?? "",
  });
  return { ...pasted, files: pasted.files.map(({ name }) => name) };
}
