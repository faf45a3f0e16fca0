import type { BodyBlock } from "../../lib/client/messages/message_body.ts";
import type { Locale, Me } from "../../lib/client/page/view.ts";
import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { formatFullTime, formatMessageTime } from "../../lib/i18n/format.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { Message } from "../../lib/messages/contract.ts";
import { sameEmail } from "../../lib/shared/same_email.ts";
import { Attachments } from "./Attachments.tsx";
import { Avatar } from "../kit/Avatar.tsx";
import { Icon } from "../kit/Icon.tsx";
import { MessageBody } from "./MessageBody.tsx";
import { RecipientChips } from "./RecipientChips.tsx";
import { Time } from "../kit/Time.tsx";

/** A message as one reads it. */
export function MessageCard(
  { locale, me, message, body, onRemove }: {
    locale: Locale<MessagesWords>;
    me: Me;
    message: Message;
    body: BodyBlock[];
    /** Takes one of the reader's files off the message. */
    onRemove?: (attachmentId: number) => Promise<void>;
  },
) {
  const { words } = locale;
  const { sender } = message;
  return (
    <article class="message" aria-labelledby="message-subject">
      <h2
        class="message-subject"
        id="message-subject"
        tabIndex={-1}
        dir="auto"
      >
        {message.subject ||
          translate(
            words,
            message.isRecalled ? "row.recalled" : "row.noSubject",
          )}
      </h2>
      <MessageMarks locale={locale} message={message} />
      <header class="message-head">
        <Avatar email={sender.email} name={sender.name} size={40} />
        <p class="message-sender">
          <strong dir="auto">{sender.name || sender.email}</strong>
          {sender.name && <span dir="ltr">{sender.email}</span>}
        </p>
        <p class="message-time">
          <Time at={message.createdAt} style="message" locale={locale} />
        </p>
        <RecipientChips
          locale={locale}
          me={me}
          recipients={message.recipients}
        />
      </header>
      {message.isRecalled ? <RecallNote words={words} message={message} /> : (
        <>
          <MessageBody blocks={body} words={words} />
          <Attachments
            words={words}
            attachments={message.attachments}
            onRemove={sameEmail(sender.email, me.email) ? onRemove : undefined}
          />
        </>
      )}
    </article>
  );
}

/** What is said of a message, where it is no plain one. */
const TYPES = ["announcement", "broadcast", "system"] as const;

function MessageMarks(
  { locale: { words, language, timeZone }, message }: {
    locale: Locale<MessagesWords>;
    message: Message;
  },
) {
  const { priority, expiresAt } = message;
  const type = TYPES.find((each) => each === message.messageType);
  if (priority === "normal" && !expiresAt && !type) return null;
  return (
    <p class="message-marks">
      {type && (
        <span class="tag" data-tone="calm">
          <Icon name="people" size={16} />
          {translate(words, `type.${type}`)}
        </span>
      )}
      {priority !== "normal" && (
        <span class="tag" data-tone={priority === "low" ? "calm" : "signal"}>
          <Icon name={priority} size={16} />
          {translate(words, `priority.${priority}`)}
        </span>
      )}
      {expiresAt && (
        <span
          class="tag"
          title={formatFullTime(language, timeZone.value, expiresAt)}
        >
          <Icon name="clock" size={16} />
          {translate(words, "reading.expires", {
            time: formatMessageTime(language, timeZone.value, expiresAt),
          })}
        </span>
      )}
    </p>
  );
}

function RecallNote(
  { words, message }: { words: MessagesWords; message: Message },
) {
  const { sender, recallReason: reason } = message;
  const name = sender.name || sender.email;
  return (
    <p class="message-note">
      <Icon name="undo" />
      {reason
        ? translate(words, "reading.recalledReason", { name, reason })
        : translate(words, "reading.recalled", { name })}
    </p>
  );
}
