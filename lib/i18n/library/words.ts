import { FILES_WORDS, type FilesWords } from "../files/words.ts";
import type { Language, Translation } from "../translate.ts";
import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { vi } from "./vi.ts";

export type LibraryWords = FilesWords & Translation<typeof en>;

/** All that the library says. */
export const LIBRARY_WORDS: Record<Language, LibraryWords> = {
  en: { ...FILES_WORDS.en, ...en },
  vi: { ...FILES_WORDS.vi, ...vi },
  ar: { ...FILES_WORDS.ar, ...ar },
};
