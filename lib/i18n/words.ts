import { ar } from "./ar.ts";
import { en } from "./en.ts";
import type { Language, Words } from "./translate.ts";
import { vi } from "./vi.ts";

/** All languages; for the server. The browser gets only the page's own, with its view. */
export const WORDS: Record<Language, Words> = { en, vi, ar };
