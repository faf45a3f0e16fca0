import type { RefObject } from "preact";
import { translate, type WordKey, type Words } from "../lib/i18n/translate.ts";
import { Icon } from "./Icon.tsx";

const SHORTCUTS: [keys: string[], word: WordKey][] = [
  [["j"], "keyboard.next"],
  [["k"], "keyboard.previous"],
  [["↵"], "keyboard.open"],
  [["c"], "keyboard.compose"],
  [["r"], "keyboard.reply"],
  [["ctrl", "↵"], "keyboard.send"],
  [["/"], "keyboard.search"],
  [["esc"], "keyboard.close"],
  [["?"], "keyboard.help"],
];

/** All keys, in a dialog. */
export function KeyboardHelp(
  { dialog, words }: { dialog: RefObject<HTMLDialogElement>; words: Words },
) {
  const close = translate(words, "keyboard.close");
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="keyboard-title"
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
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
            <div>
              <dt>{translate(words, word)}</dt>
              <dd dir="ltr">{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dd>
            </div>
          ))}
        </dl>
      </form>
    </dialog>
  );
}
