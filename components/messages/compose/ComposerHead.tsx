import type { Draft } from "../../../lib/client/messages/compose/draft.ts";
import type { Mailbox } from "../../../lib/client/messages/view.ts";
import type { MessagesWords } from "../../../lib/i18n/messages/words.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import { Icon } from "../../kit/Icon.tsx";
import { listPlace, mailboxUrl } from "../page_url.ts";

const TITLES = {
  new: "composer.title",
  reply: "reading.reply",
  replyAll: "reading.replyAll",
  forward: "reading.forward",
} as const;

/** What is being written, and the ways to make room for it or put it away. */
export function ComposerHead(
  { words, mailbox, draft, isWide, onWide, onClose }: {
    words: MessagesWords;
    mailbox: Mailbox;
    draft: Draft;
    isWide: boolean;
    onWide: () => void;
    onClose: (event: MouseEvent) => void;
  },
) {
  const wide = translate(
    words,
    isWide ? "composer.narrow" : "composer.widen",
  );
  const close = translate(words, "composer.close");
  return (
    <header class="composer-head">
      <h2 id="composer-title">{translate(words, TITLES[draft.kind])}</h2>
      <button
        type="button"
        class="button button-quiet button-icon composer-wide scripted"
        aria-label={wide}
        title={wide}
        aria-pressed={`${isWide}`}
        onClick={onWide}
      >
        <Icon name={isWide ? "narrow" : "widen"} />
      </button>
      <a
        class="button button-quiet button-icon composer-close"
        href={mailboxUrl(words.language, {
          ...listPlace(mailbox),
          message: mailbox.open.value?.id,
        })}
        aria-label={close}
        title={close}
        onClick={onClose}
      >
        <Icon name="close" />
      </a>
    </header>
  );
}
