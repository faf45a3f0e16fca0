import type { Language, Plural } from "../../lib/i18n/translate.ts";
import { ROOT } from "../support/module_graph.ts";

/** The rooms that have words of their own: the shell, and one for each area. */
export const ROOMS = [...Deno.readDirSync(`${ROOT}lib/i18n`)]
  .filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort();

/** What a room itself says in a language, without what it builds on. */
export async function phrasesOf(
  room: string,
  language: Language,
): Promise<Record<string, string | Plural>> {
  const module = await import(`../../lib/i18n/${room}/${language}.ts`);
  return module[language];
}
