import type { Language, Plural } from "../../lib/i18n/translate.ts";
import { ROOT } from "../support/module_graph.ts";

/** The rooms that have words of their own: the shell, and one for each area. */
export const ROOMS = [...Deno.readDirSync(`${ROOT}lib/i18n`)]
  .filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort();

/** The phrases of a room in a language, without those of the rooms that it builds on. */
export async function phrasesOf(
  room: string,
  language: Language,
): Promise<Record<string, string | Plural>> {
  const module = await import(`../../lib/i18n/${room}/${language}.ts`);
  return module[language];
}
