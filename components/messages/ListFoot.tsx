import type { Mailbox } from "../../lib/client/messages/view.ts";
import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { listPlace, mailboxUrl } from "./page_url.ts";

/** The end of the loaded list: a link to older messages, which the page follows by itself. */
export function ListFoot(
  { words, mailbox, isLoading, onRetry }: {
    words: MessagesWords;
    mailbox: Mailbox;
    isLoading: boolean;
    /** Loads the older messages again after a failure; `null` when nothing failed. */
    onRetry: (() => void) | null;
  },
) {
  const cursor = mailbox.nextCursor.value;
  if (!cursor) return null;
  return (
    <div class="older">
      {onRetry
        ? (
          <>
            <p>{translate(words, "list.failed")}</p>
            <button type="button" class="button" onClick={onRetry}>
              {translate(words, "app.retry")}
            </button>
          </>
        )
        : isLoading
        ? (
          <i
            class="spinner"
            role="img"
            aria-label={translate(words, "list.loading")}
          />
        )
        : (
          <a
            class="button button-quiet"
            href={mailboxUrl(words.language, {
              ...listPlace(mailbox),
              cursor,
            })}
            aria-current="false"
          >
            {translate(words, "list.older")}
          </a>
        )}
    </div>
  );
}
