import assert from "node:assert/strict";
import fc from "fast-check";
import { mayHaveLinks } from "../../../lib/client/messages/message_body.ts";
import { findLinks } from "../../../lib/client/messages/links.ts";

const linksOf = (text: string) =>
  findLinks(text).filter(({ href }) => href).map(({ text, href }) => [
    text,
    href,
  ]);

Deno.test("a web address in a text becomes a link, the text around it stays text", () => {
  assert.deepEqual(findLinks("see https://example.com/a?b=c#d, please"), [
    { text: "see ", href: null },
    {
      text: "https://example.com/a?b=c#d",
      href: "https://example.com/a?b=c#d",
    },
    { text: ", please", href: null },
  ]);
});

Deno.test("an address that begins with www. leads to https", () => {
  assert.deepEqual(linksOf("(www.example.com/x)"), [
    ["www.example.com/x", "https://www.example.com/x"],
  ]);
});

Deno.test("addresses in other scripts are links", () => {
  assert.deepEqual(linksOf("xem http://münchen.de/tin nhé"), [
    ["http://münchen.de/tin", "http://xn--mnchen-3ya.de/tin"],
  ]);
});

Deno.test("only the web is linked", () => {
  for (
    const text of [
      "javascript:alert(1)",
      "JaVaScRiPt://example.com/%0aalert(1)",
      "data:text/html,<script>alert(1)</script>",
      "vbscript:x",
      "file:///etc/passwd",
      "ftp://example.com",
      "mailto:ada@acme.test",
      "ada@acme.test",
      "//example.com",
      "report.md",
      "www.",
      "http://",
    ]
  ) {
    assert.deepEqual(linksOf(text), [], text);
  }
});

Deno.test("a name in front of @ does not pass for the host", () => {
  assert.deepEqual(linksOf("http://bank.example@evil.example/"), [
    ["http://bank.example", "http://bank.example/"],
  ]);
});

Deno.test("an address that would be shown in another order is no link", () => {
  assert.deepEqual(linksOf("https://example.com/\u202egpj.exe"), []);
});

Deno.test("an empty text has no segments", () => {
  assert.deepEqual(findLinks(""), []);
});

const pieces = fc.constantFrom(
  "https://",
  "HTTP://",
  "javascript:",
  "www.",
  "example",
  ".com",
  "/",
  "(",
  ")",
  "@",
  "\\",
  "\u202e",
  "\ud83d",
  "\n",
  " ",
  "?a=",
  "%0a",
  '"',
  "[::1]",
  "data:",
);
const texts = fc.array(fc.oneof(pieces, fc.string({ unit: "binary" })))
  .map((parts) => parts.join(""));

Deno.test("whatever the text: its segments are it to the letter, its links lead to the web", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const segments = findLinks(text);
      assert.equal(segments.map((segment) => segment.text).join(""), text);
      for (const { href } of segments) {
        if (href === null) continue;
        assert.match(href, /^https?:\/\/[^/]/);
        assert.ok(mayHaveLinks(text), "it is worth looking");
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("texts made to be slow are done in no time", () => {
  const long = 20_000;
  for (
    const text of [
      "http://".repeat(long / 7),
      "www.".repeat(long / 4),
      "http://a" + ".a".repeat(long / 2),
      "http://a/" + "(".repeat(long),
      "http://a/" + "[(".repeat(long / 2),
      "http://a/" + "!".repeat(long),
      "http://a.b/ ".repeat(long / 12),
      "a".repeat(long),
    ]
  ) {
    const startedAt = performance.now();
    findLinks(text);
    const took = performance.now() - startedAt;
    assert.ok(took < 500, `${text.slice(0, 20)}… took ${Math.round(took)} ms`);
  }
});
