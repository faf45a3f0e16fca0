import type { Locale } from "../../lib/client/page/view.ts";
import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { MediaDetail } from "../../lib/media/contract.ts";
import { mailboxUrl } from "../messages/page_url.ts";
import { Time } from "../kit/Time.tsx";

/** The messages that a file is attached to, of those the reader has. */
export function UsedIn(
  { locale, messages }: {
    locale: Locale<LibraryWords>;
    messages: MediaDetail["usedIn"];
  },
) {
  const { words, language } = locale;
  return (
    <section class="file-part used-in">
      <h3>{translate(words, "file.usedIn")}</h3>
      {messages.length === 0 && <p>{translate(words, "file.usedIn.none")}</p>}
      <ul>
        {messages.map(({ messageId, subject, createdAt }) => (
          <li key={messageId}>
            <a href={mailboxUrl(language, { message: messageId })} dir="auto">
              {subject || translate(words, "file.usedIn.noSubject")}
            </a>
            <Time at={createdAt} style="list" locale={locale} />
          </li>
        ))}
      </ul>
    </section>
  );
}
