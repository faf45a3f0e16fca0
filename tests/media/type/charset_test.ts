import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { charsetListener, isText } from "../../../lib/media/type/charset.ts";

const LONG = "Xin chào, các bạn. مرحبا! Привет, 你好 😀\r\n".repeat(99);
const CUTS = [1, 2, 3, 64, 501, 1_000, Infinity];

Deno.test("a text's encoding is told by its bytes, however they come", () => {
  const texts: [string, Uint8Array][] = [
    ["utf-8", Buffer.from("")],
    ["utf-8", Buffer.from("plain\ttext\r\n\x1a")],
    ["utf-8", Buffer.from("\x1b[31mred\x1b[0m")],
    ["utf-8", Buffer.from("12 %\b\b\b\b13 %\x07\vN\bNAME")],
    ["utf-8", Buffer.from("\ufeffmark")],
    ["utf-8", Buffer.from(LONG)],
    ["utf-8", Buffer.from(`${"a".repeat(500)}é${"b".repeat(500)}é`)],
    ["windows-1252", Buffer.from("né à 5 \x80", "latin1")],
    ["windows-1252", Buffer.from("café", "latin1")],
    ["windows-1252", Buffer.from(`${"a".repeat(500)}é!bé`, "latin1")],
    ["utf-16le", Buffer.from(LONG, "utf16le")],
    ["utf-16le", Buffer.from(`\ufeff${LONG}`, "utf16le")],
    ["utf-16le", Buffer.from("ok\n", "utf16le")],
    ["utf-16be", Buffer.from(LONG, "utf16le").swap16()],
    ["utf-16be", Buffer.from("\ufeff你好", "utf16le").swap16()],
  ];
  for (const [charset, bytes] of texts) {
    assert.ok(isText(bytes), charset);
    for (const size of CUTS) {
      assert.equal(charsetIn(bytes, size), charset, `${charset} in ${size}`);
    }
  }
});

Deno.test("where a sample cuts a character in two, it is the same text", () => {
  const wide = Buffer.from(LONG, "utf16le");
  for (let end = 100; end < 130; end++) {
    assert.ok(isText(wide.subarray(0, end)));
    assert.equal(charsetIn(wide.subarray(0, end), 100), "utf-16le");
  }
});

Deno.test("one broken letter in a long text does not change how the others are shown", () => {
  const bytes = Buffer.concat([Buffer.from("đặng"), Buffer.from([0xe9, 0x20])]);
  assert.equal(charsetIn(bytes, 8), "utf-8");
});

Deno.test("what is no text is none", () => {
  const files = [
    "MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0",
    "\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0",
    "\xff\xfe\0\0\x01\0",
    "\xfe\xff\0\x01\0\x02",
    "\x01text",
    "text\0",
  ];
  for (const file of files) {
    assert.equal(isText(Buffer.from(file, "latin1")), false, file);
  }
});

Deno.test("a binary file is no text by chance", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 128, maxLength: 500 }),
      (bytes) => !isText(bytes),
    ),
  );
});

function charsetIn(bytes: Uint8Array, size: number): string {
  const listener = charsetListener(bytes.subarray(0, 65_536));
  for (let at = 0; at < bytes.length; at += size) {
    listener.hear(bytes.subarray(at, at + size));
  }
  return listener.charset();
}
