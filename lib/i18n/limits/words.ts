import { FILES_WORDS, type FilesWords } from "../files/words.ts";
import type { Language, Translation } from "../translate.ts";
import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { vi } from "./vi.ts";

export type LimitsWords = FilesWords & Translation<typeof en>;

/** All that the page of limits says. */
export const LIMITS_WORDS: Record<Language, LimitsWords> = {
  en: { ...FILES_WORDS.en, ...en },
  vi: { ...FILES_WORDS.vi, ...vi },
  ar: { ...FILES_WORDS.ar, ...ar },
};
