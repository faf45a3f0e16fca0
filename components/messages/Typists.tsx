import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { translate } from "../../lib/i18n/translate.ts";

/** Who is writing a reply. It stays in the page when nobody is, so that changes are read out. */
export function Typists(
  { names, words }: { names: string[]; words: MessagesWords },
) {
  return (
    <p class="typists" role="status" dir="auto">
      {names.length === 1 &&
        translate(words, "reading.typing", { name: names[0] })}
      {names.length > 1 &&
        translate(words, "reading.typingMany", { count: names.length })}
    </p>
  );
}
