import assert from "node:assert/strict";
import { LANGUAGES, type Plural } from "../../lib/i18n/translate.ts";
import { moduleGraph, ROOT, sources } from "../support/module_graph.ts";
import { phrasesOf, ROOMS } from "./words.ts";

const rooms = await Promise.all(ROOMS.map(async (room) => ({
  room,
  english: await phrasesOf(room, "en"),
})));

Deno.test("every language says everything", async () => {
  for (const { room, english } of rooms) {
    for (const language of LANGUAGES) {
      const phrases = await phrasesOf(room, language);
      assert.deepEqual(
        Object.keys(phrases).sort(),
        Object.keys(english).sort(),
        `${room} ${language}`,
      );
      for (const [key, phrase] of Object.entries(phrases)) {
        for (const text of formsOf(phrase)) {
          assert.notEqual(text.trim(), "", `${language} ${key}`);
        }
      }
    }
  }
});

Deno.test("every phrase has a place for what belongs in it, in every language", async () => {
  for (const { room, english } of rooms) {
    for (const language of LANGUAGES) {
      const phrases = await phrasesOf(room, language);
      for (const [key, phrase] of Object.entries(phrases)) {
        const wanted = placeholders(english[key]);
        assert.deepEqual(placeholders(phrase), wanted, `${language} ${key}`);
      }
    }
  }
});

Deno.test("every number finds the form that its language has for it", async () => {
  for (const { room } of rooms) {
    for (const language of LANGUAGES) {
      const rules = new Intl.PluralRules(language);
      const categories = rules.resolvedOptions().pluralCategories;
      const phrases = await phrasesOf(room, language);
      for (const [key, phrase] of Object.entries(phrases)) {
        if (typeof phrase === "string") continue;
        for (const category of categories) {
          assert.ok(phrase[category], `${language} ${key} lacks "${category}"`);
        }
      }
    }
  }
});

Deno.test("no room says what another says under the same key", () => {
  const keys = rooms.flatMap(({ english }) => Object.keys(english));
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  assert.deepEqual(twice, []);
});

Deno.test("every phrase is said somewhere", () => {
  const code = sources("routes", "islands", "components", "lib")
    .filter((file) => !file.startsWith("lib/i18n/"))
    .map((file) => Deno.readTextFileSync(ROOT + file)).join("\n");
  const named = new Set(
    [...code.matchAll(/"(\w+(?:\.\w+)+)"/g)].map(([, key]) => key),
  );
  const composed = [...code.matchAll(/`(\w+\.[\w.]*\$\{[^`]+)`/g)]
    .map(([, text]) => new RegExp(`^${text.replace(/\$\{[^}]+\}/g, "\\w+")}$`));
  const unsaid = rooms.flatMap(({ english }) => Object.keys(english))
    .filter((key) => !named.has(key) && !composed.some((one) => one.test(key)));
  assert.deepEqual(unsaid, []);
});

Deno.test("a room says only its own words, those of files, and the shell's", async () => {
  const imports = await moduleGraph(sources("components", "lib/client"));
  const strange = imports.filter(({ from, to }) => {
    // Every graph holds the areas, too, for the types that they bring.
    if (!/^(components|lib\/client)\//.test(from)) return false;
    const [, said] = /^lib\/i18n\/(\w+)\/words\.ts$/.exec(to) ?? [];
    if (!said || said === "shell") return false;
    const room = roomOf(from);
    return said !== room && !(said === "files" && room !== "shell");
  });
  assert.deepEqual(strange.map(({ from, to }) => `${from}: ${to}`), []);
});

Deno.test("no words are part of a page's JavaScript", async () => {
  const imports = await moduleGraph(
    sources("islands", "components", "lib/client"),
  );
  const bundled = imports.filter(({ from, to, typeOnly }) =>
    /^(islands|components|lib\/client)\//.test(from) &&
    /^lib\/i18n\/\w+\//.test(to) && !typeOnly
  );
  assert.deepEqual(bundled.map(({ from, to }) => `${from}: ${to}`), []);
});

/** The room whose words a file may say: its own, or the shell's where it is in no area. */
function roomOf(file: string): string {
  return file.split("/").find((folder) => ROOMS.includes(folder)) ?? "shell";
}

function formsOf(phrase: string | Plural): string[] {
  return typeof phrase === "string" ? [phrase] : Object.values(phrase);
}

/** The placeholders of the most common form. "One message" need not say its number. */
function placeholders(phrase: string | Plural): string[] {
  const text = typeof phrase === "string" ? phrase : phrase.other;
  return [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
}
