import type { Mailbox } from "../../lib/client/messages/view.ts";
import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { EmptyState } from "../kit/EmptyState.tsx";
import { mailboxUrl } from "./page_url.ts";

const SCENES = {
  search: "search",
  inbox: "clear",
  unread: "clear",
  sent: "sent",
  archived: "archived",
  deleted: "clear",
} as const;

/** Why the list is empty, and what to do about it. */
export function ListEmpty(
  { words, mailbox }: { words: MessagesWords; mailbox: Mailbox },
) {
  const { box, unreadOnly } = mailbox;
  const q = mailbox.q.value;
  const why = q ? "search" : unreadOnly ? "unread" : box;
  return (
    <EmptyState
      scene={SCENES[why]}
      title={why === "search"
        ? translate(words, "search.nothing", { query: q })
        : translate(words, `empty.${why}.title`)}
      text={translate(words, `empty.${why}.text`)}
    >
      {(why === "search" || why === "unread") && (
        <a class="button" href={mailboxUrl(words.language, { box })}>
          {translate(words, `empty.${why}.action`)}
        </a>
      )}
    </EmptyState>
  );
}
