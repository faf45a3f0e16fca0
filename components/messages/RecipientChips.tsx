import type { HarborView } from "../../lib/client/page/view.ts";
import { formatMessageTime } from "../../lib/i18n/format.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { Message } from "../../lib/messages/contract.ts";
import { Avatar } from "../kit/Avatar.tsx";
import { Icon } from "../kit/Icon.tsx";

type Recipient = Message["recipients"][number];

/** More than these are folded away. */
const SHOWN = 6;

/** To whom a message went; its sender also sees who has read it, and when. */
export function RecipientChips(
  { view, message: { recipients } }: { view: HarborView; message: Message },
) {
  const { words } = view;
  const folded = recipients.slice(SHOWN);
  return (
    <div class="message-people">
      <span>{translate(words, "reading.to")}</span>
      <ul>
        {recipients.slice(0, SHOWN).map((recipient) => (
          <RecipientChip view={view} recipient={recipient} />
        ))}
      </ul>
      {folded.length > 0 && (
        <details>
          <summary class="chip">
            {translate(words, "reading.morePeople", { count: folded.length })}
          </summary>
          <ul>
            {folded.map((recipient) => (
              <RecipientChip view={view} recipient={recipient} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function RecipientChip(
  { view, recipient }: { view: HarborView; recipient: Recipient },
) {
  const { email, name, isRead } = recipient;
  const state = readState(view, recipient);
  const isMe = email === view.me.email;
  return (
    <li
      class="chip"
      data-read={`${isRead === true}`}
      title={state ? `${email}\n${state}` : email}
    >
      <Avatar email={email} name={name} size={20} />
      <span dir="auto">
        {isMe ? translate(view.words, "reading.me") : name || email}
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

/** `null` to everybody but the sender. */
function readState(
  { words, language, timeZone }: HarborView,
  { isRead, readAt }: Recipient,
): string | null {
  if (isRead === null) return null;
  if (!isRead) return translate(words, "reading.notRead");
  const time = readAt
    ? formatMessageTime(language, timeZone.value, readAt)
    : "";
  return translate(words, "reading.read", { time });
}
