import {
  formatNumber,
  translate,
  type Words,
} from "../../lib/i18n/translate.ts";

/** A badge has room for two figures. */
const MOST = 99;

/** How many messages wait, in the signal colour; nothing where none does. */
export function Badge({ count, words }: { count: number; words: Words }) {
  if (count <= 0) return null;
  const figure = formatNumber(words.language, Math.min(count, MOST));
  return (
    <span
      class="badge"
      role="img"
      aria-label={translate(words, "badge.unread", { count })}
    >
      {count > MOST ? `${figure}+` : figure}
    </span>
  );
}
