import { SHELL_WORDS, type ShellWords } from "../shell/words.ts";
import type { Language, Translation } from "../translate.ts";
import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { vi } from "./vi.ts";

export type FilesWords = ShellWords & Translation<typeof en>;

/** What is said of files wherever they are shown. */
export const FILES_WORDS: Record<Language, FilesWords> = {
  en: { ...SHELL_WORDS.en, ...en },
  vi: { ...SHELL_WORDS.vi, ...vi },
  ar: { ...SHELL_WORDS.ar, ...ar },
};
