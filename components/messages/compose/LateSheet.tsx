import type { MessagesWords } from "../../../lib/i18n/messages/words.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import { EmptyState } from "../../kit/EmptyState.tsx";

/** Stands in place of the composer while it cannot be loaded without a connection. */
export function LateSheet({ words }: { words: MessagesWords }) {
  return (
    <section class="composer" role="status">
      <EmptyState
        scene="broken"
        title={translate(words, "composer.late.title")}
        text={translate(words, "composer.late.text")}
      />
    </section>
  );
}
