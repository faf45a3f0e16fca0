import type { Locale, Me } from "../../lib/client/page/view.ts";
import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { formatMessageTime } from "../../lib/i18n/format.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { Message } from "../../lib/messages/contract.ts";
import { sameEmail } from "../../lib/shared/same_email.ts";
import { Avatar } from "../kit/Avatar.tsx";
import { Icon } from "../kit/Icon.tsx";

type Recipient = Message["recipients"][number];

/** More than these are folded away. */
const SHOWN = 6;

/** A message's recipients. Its sender also sees who has read it, and when. */
export function RecipientChips(
  { locale, me, recipients }: {
    locale: Locale<MessagesWords>;
    me: Me;
    recipients: Recipient[];
  },
) {
  const { words } = locale;
  const chips = recipients.map((recipient) => (
    <RecipientChip locale={locale} me={me} recipient={recipient} />
  ));
  const folded = chips.slice(SHOWN);
  return (
    <div class="message-people">
      <span>{translate(words, "reading.to")}</span>
      <ul>{chips.slice(0, SHOWN)}</ul>
      {folded.length > 0 && (
        <details>
          <summary class="chip">
            {translate(words, "reading.morePeople", { count: folded.length })}
          </summary>
          <ul>{folded}</ul>
        </details>
      )}
    </div>
  );
}

function RecipientChip(
  { locale, me, recipient }: {
    locale: Locale<MessagesWords>;
    me: Me;
    recipient: Recipient;
  },
) {
  const { email, name, isRead } = recipient;
  const state = readState(locale, recipient);
  const isMe = sameEmail(email, me.email);
  return (
    <li
      class="chip"
      data-read={`${isRead === true}`}
      title={state ? `${email}\n${state}` : email}
    >
      <Avatar email={email} name={name} size={20} />
      <span dir="auto">
        {isMe ? translate(locale.words, "reading.me") : name || email}
      </span>
      {state && (
        <>
          <Icon name={isRead ? "checks" : "check"} size={16} />
          <span class="visually-hidden">{state}</span>
        </>
      )}
    </li>
  );
}

/** `null` for everybody but the sender, who alone is told. */
function readState(
  { words, language, timeZone }: Locale<MessagesWords>,
  { isRead, readAt }: Recipient,
): string | null {
  if (isRead === null) return null;
  if (!isRead) return translate(words, "reading.notRead");
  const time = readAt
    ? formatMessageTime(language, timeZone.value, readAt)
    : "";
  return translate(words, "reading.read", { time });
}
