import type { OutgoingMessage } from "../../lib/client/messages/outgoing.ts";
import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { Icon } from "../kit/Icon.tsx";

/** A message that is being sent, and what to do if that fails. */
export function OutgoingRow(
  { words, outgoing, onRetry, onDiscard, onEdit }: {
    words: MessagesWords;
    outgoing: OutgoingMessage;
    onRetry: () => void;
    onDiscard: () => void;
    onEdit: () => void;
  },
) {
  const { draft, state, failure } = outgoing;
  const reason = failure?.reason ?? "refused";
  return (
    <li class="outgoing-row">
      <span class="outgoing-mark" data-state={state}>
        {state === "sending"
          ? <i class="spinner" />
          : <Icon name={state === "sent" ? "check" : "warning"} />}
      </span>
      <div>
        <span class="row-who" dir="auto">
          {draft.subject || draft.body || translate(words, "row.noSubject")}
        </span>
        <span class="outgoing-state" data-state={state}>
          {state === "failed"
            ? translate(words, "outgoing.failed", {
              reason: translate(
                words,
                reason === "missing" ? "outgoing.missing" : `failure.${reason}`,
              ),
            })
            : translate(words, `outgoing.${state}`)}
        </span>
      </div>
      {state === "failed" && (
        <div class="outgoing-actions">
          <button type="button" class="button" onClick={onRetry}>
            <Icon name="retry" size={16} />
            {translate(words, "outgoing.retry")}
          </button>
          <button type="button" class="button button-quiet" onClick={onEdit}>
            {translate(words, "outgoing.edit")}
          </button>
          <button
            type="button"
            class="button button-quiet"
            onClick={onDiscard}
          >
            {translate(words, "outgoing.discard")}
          </button>
        </div>
      )}
    </li>
  );
}
