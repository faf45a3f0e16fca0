import assert from "node:assert/strict";
import {
  LANGUAGES,
  type Plural,
  translate,
  type WordKey,
} from "../../lib/i18n/translate.ts";
import { WORDS } from "../../lib/i18n/words.ts";

const KEYS = Object.keys(WORDS.en).filter((key) => key !== "language")
  .sort() as WordKey[];

Deno.test("every language says everything", () => {
  for (const language of LANGUAGES) {
    const { language: own, ...phrases } = WORDS[language];
    assert.equal(own, language);
    assert.deepEqual(Object.keys(phrases).sort(), KEYS);
    for (const [key, phrase] of Object.entries(phrases)) {
      for (const text of formsOf(phrase)) {
        assert.notEqual(text.trim(), "", `${language} ${key}`);
      }
    }
  }
});

Deno.test("every phrase has a place for what belongs in it, in every language", () => {
  for (const language of LANGUAGES) {
    for (const key of KEYS) {
      const wanted = placeholders(WORDS.en[key]);
      const given = placeholders(WORDS[language][key]);
      assert.deepEqual(given, wanted, `${language} ${key}`);
    }
  }
});

Deno.test("every number finds the form that its language has for it", () => {
  for (const language of LANGUAGES) {
    const rules = new Intl.PluralRules(language);
    const categories = rules.resolvedOptions().pluralCategories;
    for (const key of KEYS) {
      const phrase = WORDS[language][key];
      if (typeof phrase === "string") continue;
      for (const category of categories) {
        assert.ok(phrase[category], `${language} ${key} lacks "${category}"`);
      }
    }
  }
});

Deno.test("a count chooses its form, and is written as the language writes numbers", () => {
  const unread = (language: "en" | "vi" | "ar", count: number) =>
    translate(WORDS[language], "badge.unread", { count });
  assert.equal(unread("en", 1), "1 unread message");
  assert.equal(unread("en", 1234), "1,234 unread messages");
  assert.equal(unread("vi", 1234), "1.234 thư chưa đọc");
  assert.equal(unread("ar", 2), "رسالتان غير مقروءتين");
  assert.equal(unread("ar", 3), "3 رسائل غير مقروءة");
  assert.equal(unread("ar", 11), "11 رسالة غير مقروءة");
});

Deno.test("what stands for a placeholder is taken to the letter, whatever it looks like", () => {
  const name = "{reason} $& $1";
  assert.equal(
    translate(WORDS.en, "reading.recalledReason", { name, reason: "typo" }),
    "{reason} $& $1 took this message back: typo",
  );
});

function formsOf(phrase: string | Plural): string[] {
  return typeof phrase === "string" ? [phrase] : Object.values(phrase);
}

/** Of the form that is used most; "one message" need not say its number. */
function placeholders(phrase: string | Plural): string[] {
  const text = typeof phrase === "string" ? phrase : phrase.other;
  return [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
}
