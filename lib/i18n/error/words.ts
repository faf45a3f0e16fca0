import { SHELL_WORDS, type ShellWords } from "../shell/words.ts";
import type { Language, Translation } from "../translate.ts";
import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { vi } from "./vi.ts";

export type ErrorWords = ShellWords & Translation<typeof en>;

/** All that is said in place of a page that cannot be shown. */
export const ERROR_WORDS: Record<Language, ErrorWords> = {
  en: { ...SHELL_WORDS.en, ...en },
  vi: { ...SHELL_WORDS.vi, ...vi },
  ar: { ...SHELL_WORDS.ar, ...ar },
};
