import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { translate, type WordKey } from "../../lib/i18n/translate.ts";
import { Icon } from "../kit/Icon.tsx";

const SHORTCUTS: [keys: string[], word: WordKey<MessagesWords>][] = [
  [["j"], "keyboard.next"],
  [["k"], "keyboard.previous"],
  [["↵"], "keyboard.open"],
  [["c"], "keyboard.compose"],
  [["r"], "keyboard.reply"],
  [["e"], "reading.archive"],
  [["u"], "reading.unread"],
  [["ctrl", "↵"], "keyboard.send"],
  [["/"], "keyboard.search"],
  [["esc"], "keyboard.close"],
  [["?"], "keyboard.help"],
];

/** All keys, in a dialog. */
export function KeyboardHelp({ words }: { words: MessagesWords }) {
  const close = translate(words, "keyboard.close");
  return (
    <dialog
      class="dialog"
      id="keyboard-help"
      closedby="any"
      aria-labelledby="keyboard-title"
    >
      <form method="dialog">
        <header>
          <h2 id="keyboard-title">{translate(words, "keyboard.title")}</h2>
          <button
            type="submit"
            class="button button-quiet button-icon"
            aria-label={close}
            title={close}
          >
            <Icon name="close" />
          </button>
        </header>
        <dl>
          {SHORTCUTS.map(([keys, word]) => (
            <div key={word}>
              <dt>{translate(words, word)}</dt>
              <dd dir="ltr">{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dd>
            </div>
          ))}
        </dl>
      </form>
    </dialog>
  );
}
