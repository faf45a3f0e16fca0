import { SHELL_WORDS, type ShellWords } from "../shell/words.ts";
import type { Language, Translation } from "../translate.ts";
import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { vi } from "./vi.ts";

export type EchoWords = ShellWords & Translation<typeof en>;

/** All that the page of echoes says. */
export const ECHO_WORDS: Record<Language, EchoWords> = {
  en: { ...SHELL_WORDS.en, ...en },
  vi: { ...SHELL_WORDS.vi, ...vi },
  ar: { ...SHELL_WORDS.ar, ...ar },
};
