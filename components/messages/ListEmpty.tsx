import type { MessagesView } from "../../lib/client/messages/view.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { EmptyState } from "../kit/EmptyState.tsx";
import { mailboxUrl } from "./page_url.ts";

/** Why the list is empty, and the way on. */
export function ListEmpty({ view }: { view: MessagesView }) {
  const { words, mailbox } = view;
  const { box, unreadOnly } = mailbox;
  const q = mailbox.q.value;
  const wholeBox = mailboxUrl(view, { box });
  if (q) {
    return (
      <EmptyState
        scene="search"
        title={translate(words, "empty.search.title", { query: q })}
        text={translate(words, "empty.search.text")}
      >
        <a class="button" href={wholeBox}>
          {translate(words, "empty.search.action")}
        </a>
      </EmptyState>
    );
  }
  if (unreadOnly) {
    return (
      <EmptyState
        scene="clear"
        title={translate(words, "empty.unread.title")}
        text={translate(words, "empty.unread.text")}
      >
        <a class="button" href={wholeBox}>
          {translate(words, "empty.unread.action")}
        </a>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      scene={box === "inbox" ? "clear" : box}
      title={translate(words, `empty.${box}.title`)}
      text={translate(words, `empty.${box}.text`)}
    />
  );
}
