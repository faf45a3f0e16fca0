import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { EmptyState } from "../kit/EmptyState.tsx";
import { KeyHints } from "./KeyHints.tsx";

/** Stands in place of a message while none is open. */
export function ReadingNone({ words }: { words: MessagesWords }) {
  return (
    <div class="reading-none">
      <EmptyState
        scene="letter"
        title={translate(words, "reading.none.title")}
        text={translate(words, "reading.none.text")}
      >
        <KeyHints words={words} />
      </EmptyState>
    </div>
  );
}
