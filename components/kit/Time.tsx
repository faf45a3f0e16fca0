import {
  formatFullTime,
  formatListTime,
  formatMessageTime,
} from "../../lib/i18n/format.ts";
import type { HarborView } from "../../lib/client/page/view.ts";

/** A time as short as its place allows; the whole of it is in `title`. */
export function Time(
  { at, style, view }: {
    at: string;
    style: "list" | "message";
    view: Pick<HarborView, "language" | "timeZone">;
  },
) {
  const { language, timeZone } = view;
  const format = style === "list" ? formatListTime : formatMessageTime;
  return (
    <time dateTime={at} title={formatFullTime(language, timeZone.value, at)}>
      {format(language, timeZone.value, at)}
    </time>
  );
}
