export const LANGUAGES = ["en", "vi", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A phrase with a number in it: one form for each plural category that the language has. */
export type Plural =
  & Partial<Record<Intl.LDMLPluralRule, string>>
  & { other: string };

/** A room's phrases in another language: one for each that English has, and of the same kind. */
export type Translation<English> = {
  [Key in keyof English]: English[Key] extends string ? string : Plural;
};

/** What a page says: its language, and by their keys the phrases of its areas. */
export interface Words {
  language: Language;
}

/** A phrase is one text, or a form of it for each number. */
export type Phrase = string | Plural;

/** The key of a phrase that these words have. */
export type WordKey<W extends Words> = Exclude<keyof W, "language">;

/** Values for the `{name}`s of a phrase. Numbers are written as the language writes them. */
export type Params = Record<string, string | number>;

/** The direction of writing. */
export function direction(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}

export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

/** The phrase `key` with its params filled in; `count` chooses the plural form. */
export function translate<W extends Words>(
  words: W,
  key: WordKey<W>,
  params: Params = {},
): string {
  return say(words.language, words[key] as Phrase, params);
}

/** A phrase by itself, with its params filled in. */
export function say(
  language: Language,
  phrase: Phrase,
  params: Params = {},
): string {
  const text = typeof phrase === "string"
    ? phrase
    : pluralForm(phrase, language, Number(params.count));
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => {
    const value = params[name];
    if (value === undefined) return placeholder;
    return typeof value === "number" ? formatNumber(language, value) : value;
  });
}

function pluralForm(phrase: Plural, language: Language, count: number): string {
  const category = new Intl.PluralRules(language).select(count);
  return phrase[category] ?? phrase.other;
}

export function formatNumber(language: Language, value: number): string {
  return new Intl.NumberFormat(language).format(value);
}

/** A name within a sentence, whose direction of writing does not change the text around it. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
