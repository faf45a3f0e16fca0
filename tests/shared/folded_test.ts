import assert from "node:assert/strict";
import fc from "fast-check";
import { folded } from "../../lib/shared/folded.ts";

/** What is typed, and what it has to find. */
const SAME: [typed: string, written: string][] = [
  ["duong", "Đường"],
  ["da nang", "Đà Nẵng"],
  ["DA NANG", "đà nẵng"],
  ["đường", "ĐƯỜNG".normalize("NFD")],
  ["lodz", "Łódź"],
  ["smorrebrod", "Smørrebrød"],
  ["strasse", "Straße"],
  ["STRASSE", "STRAẞE"],
  ["aerosol oeuvre", "Ærosol Œuvre"],
  ["istanbul", "İstanbul"],
  ["istanbul", "ISTANBUL"],
  ["diyarbakir", "Diyarbakır"],
  ["οδος", "ΟΔΌΣ"],
  ["елка", "ЁЛКА"],
  ["احمد", "أحمد"],
  ["احمد", "أَحْمَد"],
  ["اسلام", "إسلام"],
  ["مكتبه", "مكتبة"],
  ["علي", "على"],
  ["كتاب", "کتاب"],
  ["محمد", "محـــمد"],
  ["سوال", "سؤال"],
  ["שלום", "שָׁלוֹם"],
  ["file", "ﬁle"],
  ["abc", "ＡＢＣ"],
  ["cooperate", "co\u00adoperate"],
];

Deno.test("case and accents do not count, in any script", () => {
  for (const [typed, written] of SAME) {
    assert.equal(folded(typed), folded(written), `${typed} finds ${written}`);
  }
});

Deno.test("what is another letter to its readers stays another", () => {
  const pairs = [["กิน", "กน"], ["का", "कि"], ["が", "か"], ["b", "d"]];
  for (const [one, other] of pairs) {
    assert.notEqual(folded(one), folded(other), `${one} is not ${other}`);
  }
});

Deno.test("a folded text stays as it is when it is folded again", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const once = folded(text);
    assert.equal(folded(once), once);
  }));
});

Deno.test("a text is found in whatever holds it, in either form and case", () => {
  fc.assert(fc.property(
    fc.array(fc.constantFrom(...SAME.flat()), { minLength: 1 }),
    fc.nat(),
    fc.constantFrom("NFC", "NFD"),
    (words, index, form) => {
      const text = words.join(" ").normalize(form);
      const word = words[index % words.length];
      assert.ok(folded(text).includes(folded(word)));
      assert.ok(folded(text.toUpperCase()).includes(folded(word)));
    },
  ));
});
