import { memo } from "../shared/memo.ts";
import type { Language } from "./translate.ts";

/** English has the day before the month, and a 24-hour clock. */
const LOCALES: Record<Language, string> = { en: "en-GB", vi: "vi", ar: "ar" };

/** "09:41". */
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

const WEEK_DAYS = 7;

/** How Vietnamese shortens its days differs from one version of the Unicode tables to the next. */
const WEEKDAY_STYLES = { en: "short", vi: "long", ar: "long" } as const;

/** For a list: "09:41" today, "Tue" within a week, "12 Mar" within the year, else "12/03/2024". */
export function formatListTime(
  language: Language,
  timeZone: string,
  time: string,
  now = new Date(),
): string {
  const date = new Date(time);
  const daysAgo = calendarDay(timeZone, now) - calendarDay(timeZone, date);
  return dateFormat(language, timeZone, listStyle(language, daysAgo, date, now))
    .format(
      date,
    );
}

/** For a title: "Tuesday 12 March 2024 at 09:41". */
export function formatFullTime(
  language: Language,
  timeZone: string,
  time: string,
): string {
  return dateFormat(language, timeZone, {
    dateStyle: "full",
    timeStyle: "short",
    hourCycle: "h23",
  }).format(new Date(time));
}

/** For the head of a message: "12 Mar 2024, 09:41", the date left out today. */
export function formatMessageTime(
  language: Language,
  timeZone: string,
  time: string,
  now = new Date(),
): string {
  const date = new Date(time);
  const today = calendarDay(timeZone, now) === calendarDay(timeZone, date);
  return dateFormat(language, timeZone, {
    ...(!today && { day: "numeric", month: "short", year: "numeric" }),
    ...CLOCK,
  }).format(date);
}

/** For the present: "09:41:07". */
export function formatClock(
  language: Language,
  timeZone: string,
  time: string,
): string {
  return dateFormat(language, timeZone, { ...CLOCK, second: "2-digit" })
    .format(new Date(time));
}

const SIZE_UNITS = [
  "byte",
  "kilobyte",
  "megabyte",
  "gigabyte",
  "terabyte",
] as const;

/** "812 bytes", "14 kB", "2.5 MB": of 1,024 each, as file managers mostly count. */
export function formatFileSize(language: Language, bytes: number): string {
  let unit = 0;
  let size = bytes;
  // A size that would be rounded to 1,024 is 1 of the next unit.
  while (size >= 1023.5 && unit < SIZE_UNITS.length - 1) {
    size /= 1024;
    unit++;
  }
  return new Intl.NumberFormat(LOCALES[language], {
    style: "unit",
    unit: SIZE_UNITS[unit],
    unitDisplay: unit === 0 ? "long" : "short",
    maximumFractionDigits: size < 10 && unit > 1 ? 1 : 0,
  }).format(size);
}

/** "Linh, Omar and Sara", with the language's own word and commas. */
export function formatNames(language: Language, names: string[]): string {
  return new Intl.ListFormat(LOCALES[language], { type: "conjunction" })
    .format(names);
}

function listStyle(
  language: Language,
  daysAgo: number,
  date: Date,
  now: Date,
): Intl.DateTimeFormatOptions {
  if (daysAgo === 0) return CLOCK;
  if (daysAgo > 0 && daysAgo < WEEK_DAYS) {
    return { weekday: WEEKDAY_STYLES[language] };
  }
  if (date.getUTCFullYear() === now.getUTCFullYear()) {
    return { day: "numeric", month: "short" };
  }
  return { day: "2-digit", month: "2-digit", year: "numeric" };
}

/** The calendar day in this time zone, as a number of days since 1970. */
function calendarDay(timeZone: string, date: Date): number {
  const parts = dateFormat("en", timeZone, {
    year: "numeric",
    month: "numeric",
    day: "numeric",
  }).formatToParts(date);
  const part = (type: string) =>
    Number(parts.find((each) => each.type === type)!.value);
  return Date.UTC(part("year"), part("month") - 1, part("day")) / 86_400_000;
}

/** How many formats are kept: a reader's page uses about ten, and readers have other zones. */
const FORMATS_KEPT = 500;

/** A list formats hundreds of times a frame, and making a format is slow. */
const formatOf = memo(
  FORMATS_KEPT,
  (key) => new Intl.DateTimeFormat(...JSON.parse(key) as FormatKey),
);

type FormatKey = [locale: string, Intl.DateTimeFormatOptions];

function dateFormat(
  language: Language,
  timeZone: string,
  style: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key: FormatKey = [LOCALES[language], { ...style, timeZone }];
  return formatOf(JSON.stringify(key));
}
