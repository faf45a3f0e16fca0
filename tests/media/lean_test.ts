import assert from "node:assert/strict";
import fc from "fast-check";
import type { MediaFile } from "../../lib/media/contract.ts";
import { fillFile, leanFile } from "../../lib/media/lean.ts";

const text = fc.string({ maxLength: 10 });
const orNull = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });

const files: fc.Arbitrary<MediaFile> = fc.record({
  id: fc.nat(),
  fileName: text,
  fileSize: fc.nat(),
  contentType: text,
  mediaType: fc.constantFrom("image", "document"),
  width: orNull(fc.nat()),
  height: orNull(fc.nat()),
  duration: orNull(fc.nat()),
  uploadedBy: text,
  uploadDate: text,
  description: orNull(text),
  shared: fc.boolean(),
  state: fc.constantFrom("ready", "scanning", "infected"),
  checksum: text,
  hasThumbnail: fc.boolean(),
}, { noNullPrototype: true });

Deno.test("what an event leaves out of a file is filled in again", () => {
  fc.assert(fc.property(files, (file) => {
    const told = JSON.parse(JSON.stringify(leanFile(file)));
    assert.deepEqual(fillFile(told), file);
    const isUsual = (value: unknown) => value === null || value === false;
    assert.ok(!Object.values(told).some(isUsual));
  }));
});
