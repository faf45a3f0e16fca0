import assert from "node:assert/strict";
import fc from "fast-check";
import { findLinks } from "../../../lib/client/messages/links.ts";
import { readBody } from "../../../lib/client/messages/message_body.ts";

const textOf = (body: string) =>
  readBody(body).map(({ isQuoted, segments }) => [
    isQuoted,
    segments.map(({ text }) => text).join(""),
  ]);

Deno.test("what is quoted stands apart from what was written", () => {
  assert.deepEqual(
    textOf("Yes.\n\n> Noon?\n>\n>> At berth 4?\nBen\n>_<"),
    [
      [false, "Yes.\n"],
      [true, "Noon?\n\n> At berth 4?"],
      [false, "Ben"],
      [true, "_<"],
    ],
  );
});

Deno.test("links are found in both", () => {
  const links = readBody("https://a.example\n> www.b.example", findLinks)
    .flatMap(({ segments }) => segments.map(({ href }) => href));
  assert.deepEqual(links, ["https://a.example/", "https://www.b.example/"]);
});

Deno.test("a body that quotes nothing is one block, to the letter", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }).filter((body) => !/^>/m.test(body)),
      (body) => assert.deepEqual(textOf(body), [[false, body]]),
    ),
  );
});
