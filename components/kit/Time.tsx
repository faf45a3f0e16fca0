import type { Locale } from "../../lib/client/page/view.ts";
import {
  formatFullTime,
  formatListTime,
  formatMessageTime,
} from "../../lib/i18n/format.ts";

/** A time as short as its place allows; the whole of it is in `title`. */
export function Time(
  { at, style, locale }: {
    at: string;
    style: "list" | "message";
    locale: Pick<Locale, "language" | "timeZone">;
  },
) {
  const { language, timeZone } = locale;
  const format = style === "list" ? formatListTime : formatMessageTime;
  return (
    <time dateTime={at} title={formatFullTime(language, timeZone.value, at)}>
      {format(language, timeZone.value, at)}
    </time>
  );
}
