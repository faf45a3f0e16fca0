import assert from "node:assert/strict";
import fc from "fast-check";
import { cut } from "../../lib/shared/cut.ts";
import { preview } from "../../lib/shared/preview.ts";

const WHOLE = ["👨‍👩‍👧", "🇻🇳", "1️⃣", "e\u0301", "🚢", "ế".normalize("NFD"), "한"];

Deno.test("a text is cut between two characters as people see them", () => {
  for (const character of WHOLE) {
    for (let most = 9; most < 9 + character.length; most++) {
      assert.equal(cut(`a text of ${character}`, most + 1), "a text of ");
    }
    const text = `a text of ${character}!`;
    assert.equal(cut(text, text.length - 1), `a text of ${character}`);
  }
});

Deno.test("no flag is made of two halves", () => {
  assert.equal(cut("🇻🇳🇬🇧🇫🇷", 6), "🇻🇳");
});

Deno.test("a cut text is the beginning of the whole, no longer than allowed, and well formed", () => {
  const piece = fc.oneof(
    fc.constantFrom(...WHOLE),
    fc.string({ unit: "grapheme" }),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.nat({ max: 60 }), (pieces, most) => {
      const text = pieces.join("");
      const start = cut(text, most);
      assert.ok(text.startsWith(start));
      assert.ok(start.length <= most);
      assert.ok(start.isWellFormed());
      if (text.length <= most) assert.equal(start, text);
    }),
  );
});

Deno.test("of a character longer than allowed, the beginning is better than nothing", () => {
  const long = "e" + "\u0301".repeat(50);
  assert.equal(cut(long, 10), long.slice(0, 10));
  assert.equal(cut("👨‍👩‍👧", 4), "👨\u200d");
});

Deno.test("a preview is the first 140 characters on one line", () => {
  assert.equal(preview(" one\r\n\n  two\tthree "), "one two three");
  assert.equal(preview("x".repeat(500)), "x".repeat(140));
  assert.equal(preview("x".repeat(139) + "🚢 and more"), "x".repeat(139));
  assert.equal(preview("x".repeat(138) + "👨‍👩‍👧"), "x".repeat(138));
});
