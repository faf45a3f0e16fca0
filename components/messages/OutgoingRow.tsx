import type { OutgoingMessage } from "../../lib/client/messages/outgoing.ts";
import type { HarborView } from "../../lib/client/page/view.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { Icon } from "../kit/Icon.tsx";

/** A message of mine on its way, and what to do if it stays behind. */
export function OutgoingRow(
  { view: { words }, outgoing, onRetry, onDiscard, onEdit }: {
    view: HarborView;
    outgoing: OutgoingMessage;
    onRetry: () => void;
    onDiscard: () => void;
    onEdit: () => void;
  },
) {
  const { draft, state, failure } = outgoing;
  return (
    <li class="outgoing-row">
      <StateMark state={state} />
      <div>
        <span class="row-who" dir="auto">
          {draft.subject || draft.body || translate(words, "row.noSubject")}
        </span>
        <span class="outgoing-state" data-state={state}>
          {state === "failed"
            ? translate(words, "outgoing.failed", {
              reason: translate(
                words,
                `outgoing.reason.${failure?.reason ?? "refused"}`,
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

function StateMark({ state }: { state: OutgoingMessage["state"] }) {
  return (
    <span class="outgoing-mark" data-state={state}>
      {state === "sending"
        ? <i class="spinner" />
        : <Icon name={state === "sent" ? "check" : "warning"} />}
    </span>
  );
}
