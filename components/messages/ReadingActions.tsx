import type { DraftKind } from "../../lib/client/messages/compose/draft.ts";
import type { Mailbox } from "../../lib/client/messages/view.ts";
import type { OwnVerb } from "../../lib/client/messages/own_actions.ts";
import type { Me } from "../../lib/client/page/view.ts";
import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { translate, type WordKey } from "../../lib/i18n/translate.ts";
import type { Message } from "../../lib/messages/contract.ts";
import { sameEmail } from "../../lib/shared/same_email.ts";
import { Icon, type IconName } from "../kit/Icon.tsx";
import { listPlace, mailboxUrl } from "./page_url.ts";

interface Action {
  kind: DraftKind;
  icon: IconName;
  word: WordKey<MessagesWords>;
  key?: string;
}

const REPLY: Action = {
  kind: "reply",
  icon: "reply",
  word: "reading.reply",
  key: "r",
};
const REPLY_ALL: Action = {
  kind: "replyAll",
  icon: "replyAll",
  word: "reading.replyAll",
};
const FORWARD: Action = {
  kind: "forward",
  icon: "forward",
  word: "reading.forward",
};

/** What one can do with the open message; links, so that it works without JavaScript. */
export function ReadingActions(
  { words, me, mailbox, message, onBack, onChange }: {
    words: MessagesWords;
    me: Me;
    mailbox: Mailbox;
    message: Message | null;
    onBack: (event: MouseEvent) => void;
    /** Absent on the server, where the form is posted. */
    onChange?: (verb: OwnVerb, id: number) => void;
  },
) {
  const { language } = words;
  const list = listPlace(mailbox);
  const actions = message ? actionsOn(message, me.email) : [];
  return (
    <div
      class="reading-actions"
      role="group"
      aria-label={translate(words, "reading.actions")}
    >
      <a
        class="button button-quiet back"
        href={mailboxUrl(language, list)}
        aria-current="false"
        onClick={onBack}
      >
        <Icon name="back" />
        {translate(words, `box.${mailbox.box}`)}
      </a>
      {actions.map(({ kind, icon, word, key }) => (
        <a
          key={kind}
          class="button button-quiet"
          href={mailboxUrl(language, {
            ...list,
            message: message!.id,
            compose: kind,
          })}
          aria-current="false"
          aria-keyshortcuts={key}
          title={key && `${translate(words, word)} (${key})`}
          data-compose={kind}
        >
          <Icon name={icon} />
          <span class="label">{translate(words, word)}</span>
        </a>
      ))}
      {message && (
        <form
          class="own-actions"
          method="post"
          action={mailboxUrl(language, { ...list, message: message.id })}
          onSubmit={onChange && ((event) => {
            event.preventDefault();
            const { value } = event.submitter as HTMLButtonElement;
            onChange(value as OwnVerb, message.id);
          })}
        >
          {verbsOn(message, me.email).map(([verb, icon, key]) => (
            <button
              key={verb}
              type="submit"
              class="button button-quiet"
              name="intent"
              value={verb}
              aria-keyshortcuts={key}
              title={translate(words, `reading.${verb}`) +
                (key ? ` (${key})` : "")}
            >
              <Icon name={icon} />
              <span class="label">{translate(words, `reading.${verb}`)}</span>
            </button>
          ))}
        </form>
      )}
      {message && !message.isRead && (
        // With JavaScript, a message counts as read once it is seen.
        <noscript class="reading-next">
          <form
            method="post"
            action={mailboxUrl(language, { ...list, message: message.id })}
          >
            <input type="hidden" name="intent" value="read" />
            <button type="submit" class="button">
              <Icon name="opened" />
              {translate(words, "reading.markRead")}
            </button>
          </form>
        </noscript>
      )}
    </div>
  );
}

type VerbButton = [verb: OwnVerb, icon: IconName, key?: string];

/** A sender who is no recipient would delete it for everybody: that is not among these. */
function verbsOn(message: Message, me: string): VerbButton[] {
  if (message.isDeleted) return [["restore", "retry"]];
  const isRecipient = message.recipients.some(({ email }) =>
    sameEmail(email, me)
  );
  const archive: VerbButton = message.isArchived
    ? ["unarchive", "library"]
    : ["archive", "package", "e"];
  return isRecipient
    ? [archive, ["unread", "mail", "u"], ["delete", "trash"]]
    : [archive];
}

function actionsOn(message: Message, me: string): Action[] {
  const isMine = sameEmail(message.sender.email, me);
  const others = message.recipients.filter(({ email }) => email !== me);
  return isMine || others.length === 0
    ? [REPLY, FORWARD]
    : [REPLY, REPLY_ALL, FORWARD];
}
