import type { Mailbox } from "../../lib/client/messages/view.ts";
import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { Icon } from "../kit/Icon.tsx";
import { SearchForm } from "../kit/SearchForm.tsx";
import { listPlace, mailboxUrl } from "./page_url.ts";

const BOXES = ["inbox", "sent", "archived", "deleted"] as const;

/** Search, compose, and which box the list shows: forms and links, so that each view is a URL. */
export function ListHead(
  { words, mailbox }: { words: MessagesWords; mailbox: Mailbox },
) {
  const { language } = words;
  const { box, unreadOnly } = mailbox;
  const q = mailbox.q.value;
  return (
    <header class="list-head">
      <SearchForm
        words={words}
        label={translate(words, "list.search")}
        q={q}
        action={mailboxUrl(language, {})}
        clear={mailboxUrl(language, { box })}
      >
        {box !== "inbox" && <input type="hidden" name="box" value={box} />}
      </SearchForm>
      <a
        class="button button-primary compose-button"
        href={mailboxUrl(language, { ...listPlace(mailbox), compose: "new" })}
        aria-current="false"
        data-compose="new"
      >
        <Icon name="compose" />
        {translate(words, "composer.open")}
      </a>
      <nav class="tabs" aria-label={translate(words, "box.label")}>
        {BOXES.map((each) => (
          <a
            class="tab"
            href={mailboxUrl(language, { box: each, q })}
            aria-current={each === box ? "page" : "false"}
          >
            {translate(words, `box.${each}`)}
          </a>
        ))}
        {box === "inbox" && (
          <a
            class="filter"
            href={mailboxUrl(language, { q, unread: !unreadOnly })}
            aria-current={unreadOnly ? "true" : "false"}
            data-on={`${unreadOnly}`}
          >
            {unreadOnly && <Icon name="check" size={16} />}
            {translate(words, "list.unreadOnly")}
          </a>
        )}
      </nav>
    </header>
  );
}
