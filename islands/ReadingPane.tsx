import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { EmptyState } from "../components/EmptyState.tsx";
import { KeyHints } from "../components/KeyHints.tsx";
import { MessageCard } from "../components/MessageCard.tsx";
import { ReadingActions } from "../components/ReadingActions.tsx";
import { ReadingShape } from "../components/ReadingShape.tsx";
import { useSlow } from "../components/use_slow.ts";
import { openSheet } from "../lib/browser/compose_sheet.ts";
import type { Composing } from "../lib/browser/composing.ts";
import { startHarbor } from "../lib/browser/harbor.ts";
import { readBody } from "../lib/browser/message_body.ts";
import type { HarborView } from "../lib/browser/view.ts";
import { translate } from "../lib/i18n/translate.ts";

/** The message that is open; else why there is none. */
export default function ReadingPane(
  { view, sheet, isMissing }: {
    view: HarborView;
    sheet: Signal<Composing | null>;
    /** The page was asked for a message that this reader does not have. */
    isMissing: boolean;
  },
) {
  const { words } = view;
  const harbor = startHarbor(view);
  const message = view.mailbox!.open.value;
  const opening = harbor.loading.value.message;
  const isOpening = opening !== null && opening !== message?.id;
  const isSlow = useSlow(isOpening);
  const failed = harbor.failed.value;
  const isFailed = failed?.action === "open" && !isOpening;
  const pane = useRef<HTMLElement>(null);

  // Where the list gives way to the message, as on a phone, the focus comes along.
  useEffect(() => {
    if (!message || document.activeElement?.checkVisibility()) return;
    pane.current?.querySelector<HTMLElement>("#message-subject")?.focus();
  }, [message?.id]);

  return (
    <section
      ref={pane}
      class="reading-pane"
      data-open={`${message !== null || isOpening || isFailed || isMissing}`}
      aria-label={translate(words, "reading.label")}
      aria-busy={`${isSlow}`}
    >
      {(message || isOpening || isFailed || isMissing) && (
        <ReadingActions
          view={view}
          message={message}
          onBack={harbor.close}
          onCompose={(kind) => openSheet(view, sheet, kind, message)}
        />
      )}
      {content()}
    </section>
  );

  function content() {
    if (isSlow) return <ReadingShape words={words} />;
    if (message) {
      return (
        <div class="reading-scroll" key={message.id} tabIndex={0}>
          <MessageCard
            view={view}
            message={message}
            body={readBody(message.body)}
          />
        </div>
      );
    }
    if (isOpening) return null;
    if (isFailed && failed.failure.reason !== "missing") {
      return (
        <EmptyState
          scene="broken"
          title={translate(words, "reading.failed.title")}
          text={translate(words, "reading.failed.text")}
        >
          <button type="button" class="button" onClick={failed.again}>
            {translate(words, "list.retry")}
          </button>
        </EmptyState>
      );
    }
    if (isFailed || isMissing) {
      return (
        <EmptyState
          scene="search"
          title={translate(words, "reading.missing.title")}
          text={translate(words, "reading.missing.text")}
        />
      );
    }
    return (
      <EmptyState
        scene="letter"
        title={translate(words, "reading.none.title")}
        text={translate(words, "reading.none.text")}
      >
        <KeyHints words={words} />
      </EmptyState>
    );
  }
}
