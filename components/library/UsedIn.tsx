import type { HarborView } from "../../lib/client/page/view.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { MediaDetail } from "../../lib/media/contract.ts";
import { mailboxUrl } from "../messages/page_url.ts";
import { Time } from "../kit/Time.tsx";

/** The messages that a file is attached to, of those the reader has. */
export function UsedIn(
  { view, messages }: { view: HarborView; messages: MediaDetail["usedIn"] },
) {
  const { words } = view;
  return (
    <section class="file-part used-in">
      <h3>{translate(words, "file.usedIn")}</h3>
      {messages.length === 0 && <p>{translate(words, "file.usedIn.none")}</p>}
      <ul>
        {messages.map(({ messageId, subject, createdAt }) => (
          <li key={messageId}>
            <a href={mailboxUrl(view, { message: messageId })} dir="auto">
              {subject || translate(words, "row.noSubject")}
            </a>
            <Time at={createdAt} style="list" view={view} />
          </li>
        ))}
      </ul>
    </section>
  );
}
