import type { Mailbox } from "../../lib/client/messages/view.ts";
import type { Locale, Me } from "../../lib/client/page/view.ts";
import type { MessageSummary } from "../../lib/messages/contract.ts";
import type { MessagesWords } from "../../lib/i18n/messages/words.ts";
import { formatNames } from "../../lib/i18n/format.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { sameEmail } from "../../lib/shared/same_email.ts";
import { Avatar } from "../kit/Avatar.tsx";
import { Icon } from "../kit/Icon.tsx";
import { Time } from "../kit/Time.tsx";

/** More names than these do not fit. */
const NAMES_SHOWN = 3;

/** One line of the list: who, when, what about. The link works without JavaScript. */
export function MessageRow(
  { locale, me, box, summary, href, isOpen, isNew = false, onOpen }: {
    locale: Locale<MessagesWords>;
    me: Me;
    box: Mailbox["box"];
    summary: MessageSummary;
    href: string;
    isOpen: boolean;
    /** Whether the message has just come, so that its row slides in. */
    isNew?: boolean;
    onOpen?: (event: MouseEvent) => void;
  },
) {
  const { words, language } = locale;
  const isMine = sameEmail(summary.sender.email, me.email);
  const isSentByMe = isMine && box === "sent";
  const isUnread = !summary.isRead && !isSentByMe;
  const who = isSentByMe && summary.recipients[0] || summary.sender;
  return (
    <li
      class={isNew ? "row row-enters" : "row"}
      data-unread={`${isUnread}`}
      data-recalled={`${summary.isRecalled}`}
    >
      <a
        class="row-link"
        href={href}
        data-message={summary.id}
        aria-current={isOpen ? "true" : "false"}
        onClick={onOpen}
      >
        {isUnread && (
          <span
            class="row-dot"
            role="img"
            aria-label={translate(words, "row.unread")}
          />
        )}
        <Avatar email={who.email} name={who.name} />
        <span class="row-who" dir="auto">
          {isSentByMe
            ? translate(words, "row.to", {
              people: formatNames(language, peopleOf(summary, words)),
            })
            : nameOf(who)}
        </span>
        <span class="row-end">
          <Marks summary={summary} words={words} />
          <Time at={summary.createdAt} style="list" locale={locale} />
        </span>
        <span class="row-text">
          <span class="row-line" dir="auto">
            <span class="row-subject">
              {subjectOf(summary, words)}
            </span>
            {showsMore(summary) && (
              <span class="row-preview">{summary.preview}</span>
            )}
          </span>
          {isSentByMe && <ReadMark summary={summary} words={words} />}
        </span>
      </a>
    </li>
  );
}

function Marks(
  { summary, words }: { summary: MessageSummary; words: MessagesWords },
) {
  const { priority, attachmentCount } = summary;
  return (
    <>
      {(priority === "urgent" || priority === "high") && (
        <Marked
          class="mark-urgent"
          icon={priority}
          label={translate(words, `priority.${priority}`)}
        />
      )}
      {attachmentCount > 0 && (
        <Marked
          icon="file"
          label={translate(words, "row.attachments", {
            count: attachmentCount,
          })}
        />
      )}
    </>
  );
}

function ReadMark(
  { summary, words }: { summary: MessageSummary; words: MessagesWords },
) {
  const total = summary.recipientCount;
  const count = summary.recipients.filter((one) => one.isRead).length;
  if (count === 0) return null;
  return (
    <Marked
      class="mark-read"
      icon={count === total ? "checks" : "check"}
      label={count === total
        ? translate(words, "row.readByAll")
        : translate(words, "row.readBySome", { count, total })}
    />
  );
}

function Marked(
  { class: className, icon, label }: {
    class?: string;
    icon: "urgent" | "high" | "file" | "check" | "checks";
    label: string;
  },
) {
  return (
    <span class={className} role="img" aria-label={label} title={label}>
      <Icon name={icon} size={16} />
    </span>
  );
}

function subjectOf(summary: MessageSummary, words: MessagesWords): string {
  if (summary.subject) return summary.subject;
  return translate(
    words,
    summary.isRecalled ? "row.recalled" : "row.noSubject",
  );
}

function nameOf({ name, email }: { name: string; email: string }): string {
  return name || email;
}

/** A body that only says the subject again adds nothing. */
function showsMore({ subject, preview }: MessageSummary): boolean {
  return preview !== "" && preview !== subject.replaceAll(/\s+/g, " ").trim();
}

/** The first ones by name, and how many others there are. */
function peopleOf(
  { recipients, recipientCount }: MessageSummary,
  words: MessagesWords,
): string[] {
  const named = recipients.slice(0, NAMES_SHOWN).map(nameOf);
  const count = recipientCount - named.length;
  return count > 0
    ? [...named, translate(words, "row.others", { count })]
    : named;
}
