import {
  translate,
  type WordKey,
  type Words,
} from "../../lib/i18n/translate.ts";

const HINTS: [keys: string[], word: WordKey][] = [
  [["j", "k"], "keyboard.move"],
  [["c"], "keyboard.compose"],
  [["/"], "keyboard.search"],
  [["?"], "keyboard.title"],
];

/** The keys worth knowing first. */
export function KeyHints({ words }: { words: Words }) {
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
