import {
  type Language,
  LANGUAGES,
  type WordKey,
  type Words,
} from "./translate.ts";

/** One phrase in each language. */
export function phraseOf<W extends Words, Key extends WordKey<W>>(
  words: Record<Language, W>,
  key: Key,
): Record<Language, W[Key]> {
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, words[language][key]]),
  ) as Record<Language, W[Key]>;
}
