import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { translate } from "../../lib/i18n/translate.ts";

/** The shape of a message, while it loads. */
export function ReadingShape({ words }: { words: MessagesWords }) {
  return (
    <div class="message reading-shape" role="status">
      <span class="visually-hidden">{translate(words, "reading.loading")}</span>
      <i />
      <i />
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}
