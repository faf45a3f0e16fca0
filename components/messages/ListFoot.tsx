import type { MessagesView } from "../../lib/client/messages/view.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { listPlace, mailboxUrl } from "./page_url.ts";

/** The end of what is loaded: a link to what is older, which the page follows by itself. */
export function ListFoot(
  { view, isLoading, onRetry }: {
    view: MessagesView;
    isLoading: boolean;
    /** The page could not load more; `null` where nothing failed. */
    onRetry: (() => void) | null;
  },
) {
  const { words, mailbox } = view;
  const cursor = mailbox.nextCursor.value;
  if (!cursor) return null;
  if (onRetry) {
    return (
      <div class="older">
        <p>{translate(words, "list.failed")}</p>
        <button type="button" class="button" onClick={onRetry}>
          {translate(words, "list.retry")}
        </button>
      </div>
    );
  }
  return (
    <div class="older">
      {isLoading
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
            href={mailboxUrl(view, { ...listPlace(view), cursor })}
            aria-current="false"
          >
            {translate(words, "list.older")}
          </a>
        )}
    </div>
  );
}
