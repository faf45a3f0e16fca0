import type { OutgoingMessage } from "../../lib/client/messages/outgoing.ts";
import type { MessagesView } from "../../lib/client/messages/view.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { OutgoingRow } from "./OutgoingRow.tsx";

/** My messages that are on their way, above the list whichever box it shows. */
export function OutgoingList(
  { view, onRetry, onDiscard, onEdit }: {
    view: MessagesView;
    onRetry: (clientId: string) => void;
    onDiscard: (clientId: string) => void;
    onEdit: (outgoing: OutgoingMessage) => void;
  },
) {
  const outgoing = view.mailbox.outgoing.value;
  if (outgoing.length === 0) return null;
  return (
    <ol
      class="outgoing"
      aria-label={translate(view.words, "outgoing.label")}
      aria-live="polite"
    >
      {outgoing.map((one) => (
        <OutgoingRow
          key={one.clientId}
          view={view}
          outgoing={one}
          onRetry={() => onRetry(one.clientId)}
          onDiscard={() => onDiscard(one.clientId)}
          onEdit={() => onEdit(one)}
        />
      ))}
    </ol>
  );
}
