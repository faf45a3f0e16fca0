import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { namesInZip } from "../../../lib/media/type/names_in_zip.ts";
import { zip } from "../samples.ts";

const NAMES = ["a.txt", "word/b.xml", "đặng.xml"];
const ARCHIVE = zip(Object.fromEntries(NAMES.map((name) => [name, "x"])));

Deno.test("the names are those of the list at the end", async () => {
  assert.deepEqual(await namesOf(ARCHIVE), NAMES);
  const behind = Buffer.concat([Buffer.alloc(200_000, "PK"), ARCHIVE]);
  assert.deepEqual(await namesOf(behind), NAMES);
});

Deno.test("a comment of the greatest length does not hide the list", async () => {
  const commented = Buffer.concat([ARCHIVE, Buffer.alloc(65_535, 32)]);
  assert.deepEqual(await namesOf(commented), NAMES);
});

Deno.test("a list longer than the end that is read first is read by itself", async () => {
  const many = Array.from({ length: 2_000 }, (_, index) => `${index}.xml`);
  const archive = zip(Object.fromEntries(many.map((name) => [name, ""])));
  assert.deepEqual(await namesOf(archive), many);
});

Deno.test("what has no list that can be read has no names, whatever is broken", async () => {
  for (const other of [Buffer.from("x"), Buffer.from("PK\x05\x06")]) {
    assert.deepEqual(await namesOf(other), []);
  }
  for (let at = 0; at < ARCHIVE.length; at++) {
    const broken = Buffer.from(ARCHIVE);
    broken[at] ^= 0xff;
    assert.ok(Array.isArray(await namesOf(broken)));
    assert.ok(Array.isArray(await namesOf(ARCHIVE.subarray(0, at))));
  }
});

async function namesOf(bytes: Uint8Array): Promise<string[]> {
  return await namesInZip(bytes.length, ({ start, end }) => {
    assert.ok(start >= 0 && end < bytes.length);
    return Promise.resolve(bytes.subarray(start, end + 1));
  });
}
