import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { LIST_WIDTH } from "../../lib/preferences.ts";

/** The edge of the list, to be dragged or moved with the arrow keys. */
export function ListResizer(
  { words, width }: { words: MessagesWords; width: number },
) {
  return (
    <div
      class="list-resizer scripted"
      id="list-resizer"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={translate(words, "list.width")}
      aria-valuemin={LIST_WIDTH.least}
      aria-valuemax={LIST_WIDTH.most}
      aria-valuenow={width}
    />
  );
}
