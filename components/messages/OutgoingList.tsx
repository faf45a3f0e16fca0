import type { OutgoingMessage } from "../../lib/client/messages/outgoing.ts";
import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { OutgoingRow } from "./OutgoingRow.tsx";

/** The reader's messages that are being sent, above the list of any box. */
export function OutgoingList(
  { words, outgoing, onRetry, onDiscard, onEdit }: {
    words: MessagesWords;
    outgoing: OutgoingMessage[];
    onRetry: (clientId: string) => void;
    onDiscard: (clientId: string) => void;
    onEdit: (outgoing: OutgoingMessage) => void;
  },
) {
  if (outgoing.length === 0) return null;
  return (
    <ol
      class="outgoing"
      aria-label={translate(words, "outgoing.label")}
      aria-live="polite"
    >
      {outgoing.map((one) => (
        <OutgoingRow
          key={one.clientId}
          words={words}
          outgoing={one}
          onRetry={() => onRetry(one.clientId)}
          onDiscard={() => onDiscard(one.clientId)}
          onEdit={() => onEdit(one)}
        />
      ))}
    </ol>
  );
}
