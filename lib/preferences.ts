import { isLanguage, type Language } from "./i18n/translate.ts";

export const THEMES = ["system", "light", "dark"] as const;
export const DENSITIES = ["comfortable", "compact"] as const;
export const LAYOUTS = ["grid", "list"] as const;
export type Theme = (typeof THEMES)[number];
export type Density = (typeof DENSITIES)[number];
export type Layout = (typeof LAYOUTS)[number];

/** How wide the list may be made, in CSS pixels. */
export const LIST_WIDTH = { least: 280, usual: 360, most: 560 };

/** What a reader has chosen for this browser. Cookies keep it, so that pages come out right at once. */
export interface Preferences {
  theme: Theme;
  density: Density;
  /** `null`: never chosen, so the browser's own languages decide. */
  language: Language | null;
  /** `null`: not told yet. */
  timeZone: string | null;
  /** In CSS pixels; `null`: never chosen, so the size of the window decides. */
  listWidth: number | null;
  /** How the library shows its files. */
  layout: Layout;
}

/** Their cookies bear the same names in snake case. */
const PREFERENCE_COOKIES = {
  theme: "theme",
  density: "density",
  language: "language",
  timeZone: "time_zone",
  listWidth: "list_width",
  layout: "layout",
} as const satisfies Record<keyof Preferences, string>;

/** 400 days: the longest that browsers keep a cookie. */
const MAX_AGE_SECONDS = 34_560_000;

/** Reads the preferences from a `Cookie` header; what is not understood counts as not chosen. */
export function readPreferences(cookieHeader: string | null): Preferences {
  const cookies = new Map(
    (cookieHeader ?? "").split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
  const given = (name: keyof Preferences) =>
    cookies.get(PREFERENCE_COOKIES[name]) ?? "";
  return {
    theme: THEMES.find((theme) => theme === given("theme")) ?? "system",
    density: DENSITIES.find((density) => density === given("density")) ??
      "comfortable",
    language: isLanguage(given("language"))
      ? given("language") as Language
      : null,
    timeZone: timeZoneOf(given("timeZone")),
    listWidth: listWidthOf(given("listWidth")),
    layout: LAYOUTS.find((layout) => layout === given("layout")) ?? "grid",
  };
}

/** The text of a `Set-Cookie` header, and of an assignment to `document.cookie`. */
export function preferenceCookie(
  name: keyof Preferences,
  value: string | number,
): string {
  const text = encodeURIComponent(value);
  return `${
    PREFERENCE_COOKIES[name]
  }=${text}; Path=/; Max-Age=${MAX_AGE_SECONDS}; SameSite=Lax`;
}

export function clampListWidth(width: number): number {
  return Math.round(
    Math.min(Math.max(width, LIST_WIDTH.least), LIST_WIDTH.most),
  );
}

function listWidthOf(cookie: string): number | null {
  return Number(cookie) ? clampListWidth(Number(cookie)) : null;
}

function timeZoneOf(cookie: string): string | null {
  if (cookie === "") return null;
  try {
    const timeZone = decodeURIComponent(cookie);
    new Intl.DateTimeFormat("en", { timeZone });
    return timeZone;
  } catch {
    return null;
  }
}
