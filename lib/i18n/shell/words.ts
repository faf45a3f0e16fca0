import type { Language, Translation, Words } from "../translate.ts";
import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { vi } from "./vi.ts";

export type ShellWords = Words & Translation<typeof en>;

/** What every page says, whichever area it belongs to. */
export const SHELL_WORDS: Record<Language, ShellWords> = {
  en: { language: "en", ...en },
  vi: { language: "vi", ...vi },
  ar: { language: "ar", ...ar },
};
