import { IS_BROWSER } from "fresh/runtime";
import { useEffect, useRef } from "preact/hooks";
import type { MailboxActions } from "../../lib/client/messages/actions.ts";
import type { BodyBlock } from "../../lib/client/messages/message_body.ts";
import type { MessagesView } from "../../lib/client/messages/view.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { EmptyState } from "../kit/EmptyState.tsx";
import { MessageCard } from "./MessageCard.tsx";
import { ReadingActions } from "./ReadingActions.tsx";
import { ReadingShape } from "./ReadingShape.tsx";
import { Typists } from "./Typists.tsx";

/** The message that is open, or why it is not. */
export function ReadingPane(
  { view, actions, body, isMissing, onBack }: {
    view: MessagesView;
    /** `null` on the server. */
    actions: MailboxActions | null;
    /** The text of the open message. */
    body: BodyBlock[];
    /** The page is being made for a message that this reader does not have. */
    isMissing: boolean;
    onBack: (event: MouseEvent) => void;
  },
) {
  const { words } = view;
  const pane = useRef<HTMLElement>(null);
  const message = view.mailbox.open.value;
  const opening = actions?.loading.value.message ?? null;
  const isOpening = opening !== null && opening !== message?.id;
  const failed = actions?.failed.value.open;
  const failure = failed && !isOpening
    ? failed.failure.reason === "missing" ? "missing" : "failed"
    : isMissing && !IS_BROWSER
    ? "missing"
    : null;
  const isOpen = message !== null || isOpening || failure !== null;

  // The focus follows where the message takes the list's place, as on a phone.
  useEffect(() => {
    if (!message || document.activeElement?.checkVisibility()) return;
    pane.current?.querySelector<HTMLElement>("#message-subject")?.focus();
  }, [message?.id]);

  return (
    <section
      ref={pane}
      class="reading-pane"
      data-open={`${isOpen}`}
      aria-label={translate(words, "reading.label")}
      aria-busy={`${isOpening}`}
    >
      {isOpen && (
        <ReadingActions
          words={words}
          me={view.me}
          mailbox={view.mailbox}
          message={message}
          onBack={onBack}
          onChange={actions
            ? (verb, id) => void actions.changeOwn(verb, id)
            : undefined}
        />
      )}
      {message && (
        <div class="reading-scroll" key={message.id} tabIndex={0}>
          <MessageCard
            locale={view}
            me={view.me}
            message={message}
            body={body}
            onRemove={actions?.removeAttachment}
          />
        </div>
      )}
      {message && <Typists names={actions?.typing.value ?? []} words={words} />}
      {!message && failure && (
        <EmptyState
          scene={failure === "missing" ? "search" : "broken"}
          title={translate(words, `reading.${failure}.title`)}
          text={translate(words, `reading.${failure}.text`)}
        >
          {failure !== "missing" && (
            <button type="button" class="button" onClick={failed?.again}>
              {translate(words, "app.retry")}
            </button>
          )}
        </EmptyState>
      )}
      {isOpening && <ReadingShape words={words} />}
    </section>
  );
}
