import type { ShellWords } from "../../lib/i18n/shell/words.ts";
import {
  formatNumber,
  translate,
  type WordKey,
} from "../../lib/i18n/translate.ts";

/** A badge has room for two figures. */
const MOST = 99;

/** How many items wait, in the signal colour. It is not there when none does. */
export function Badge({ count, words, phrase }: {
  count: number;
  words: ShellWords;
  /** The phrase that names the items; it gets the number as `count`. */
  phrase: WordKey<ShellWords>;
}) {
  if (count <= 0) return null;
  const figure = formatNumber(words.language, Math.min(count, MOST));
  return (
    <span
      class="badge"
      role="img"
      aria-label={translate(words, phrase, { count })}
    >
      {count > MOST ? `${figure}+` : figure}
    </span>
  );
}
