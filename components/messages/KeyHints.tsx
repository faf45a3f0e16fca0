import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { translate, type WordKey } from "../../lib/i18n/translate.ts";

const HINTS: [keys: string[], word: WordKey<MessagesWords>][] = [
  [["j", "k"], "keyboard.move"],
  [["c"], "keyboard.compose"],
  [["/"], "keyboard.search"],
  [["?"], "keyboard.title"],
];

/** The first keys worth knowing. */
export function KeyHints({ words }: { words: MessagesWords }) {
  return (
    <p class="keys scripted">
      {HINTS.map(([keys, word]) => (
        <span key={word}>
          {keys.map((key) => <kbd key={key}>{key}</kbd>)}
          {translate(words, word)}
        </span>
      ))}
    </p>
  );
}
