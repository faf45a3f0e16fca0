import {
  formatNumber,
  type Language,
  type Phrase,
  say,
} from "../../lib/i18n/translate.ts";

/** A badge has room for two figures. */
const MOST = 99;

/** How many items wait, in the signal colour. It is not there when none does. */
export function Badge({ count, language, phrase }: {
  count: number;
  language: Language;
  /** Names the items; it gets the number as `count`. */
  phrase: Phrase;
}) {
  if (count <= 0) return null;
  const figure = formatNumber(language, Math.min(count, MOST));
  return (
    <span
      class="badge"
      role="img"
      aria-label={say(language, phrase, { count })}
    >
      {count > MOST ? `${figure}+` : figure}
    </span>
  );
}
