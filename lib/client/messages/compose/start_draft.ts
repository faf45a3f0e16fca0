import { formatFullTime } from "../../../i18n/format.ts";
import { translate } from "../../../i18n/translate.ts";
import type { Message } from "../../../messages/contract.ts";
import { cut } from "../../../shared/cut.ts";
import { sameEmail } from "../../../shared/same_email.ts";
import { type Draft, type DraftKind, newDraft } from "./draft.ts";
import type { MessagesView } from "../view.ts";

type Writer = Pick<
  MessagesView,
  "words" | "language" | "timeZone" | "me" | "limits"
>;

/** A sheet as it is when it is opened; an answer needs the message that it answers. */
export function startDraft(
  kind: DraftKind,
  message: Message | null,
  writer: Writer,
  clientId: string,
): Draft {
  if (!message || kind === "new") return newDraft(clientId);
  return kind === "forward"
    ? forward(message, writer, clientId)
    : reply(kind, message, writer, clientId);
}

/** An answer to the sender, or to everybody in the message; to those I wrote to, if it is mine. */
function reply(
  kind: "reply" | "replyAll",
  message: Message,
  writer: Writer,
  clientId: string,
): Draft {
  const { sender, recipients } = message;
  const isMine = sameEmail(sender.email, writer.me.email);
  const others = recipients.filter(({ email }) =>
    !sameEmail(email, writer.me.email) && !sameEmail(email, sender.email)
  );
  const to = isMine
    ? others
    : kind === "reply"
    ? [sender]
    : [sender, ...others];
  const wrote = translate(
    writer.words,
    "composer.quote",
    about(message, writer),
  );
  const quote = message.body.replaceAll(/^/gm, "> ");
  return {
    ...newDraft(clientId),
    kind,
    about: message.id,
    to: to.map(({ email, name }) => ({ email, name })),
    subject: prefixed("composer.replySubject", message, writer),
    body: cut(`\n\n${wrote}\n${quote}`, writer.limits.maxBodyLength),
  };
}

/** The message once more, to somebody else. */
function forward(
  message: Message,
  writer: Writer,
  clientId: string,
): Draft {
  const head = translate(
    writer.words,
    "composer.forwarded",
    about(message, writer),
  );
  return {
    ...newDraft(clientId),
    kind: "forward",
    about: message.id,
    subject: prefixed("composer.forwardSubject", message, writer),
    body: cut(
      `\n\n${head}\n\n${message.body}`,
      writer.limits.maxBodyLength,
    ),
  };
}

function about(
  { sender, createdAt }: Message,
  { language, timeZone }: Writer,
): { name: string; time: string } {
  return {
    name: sender.name || sender.email,
    time: formatFullTime(language, timeZone.value, createdAt),
  };
}

/** "Re: …", once however often it goes to and fro. */
function prefixed(
  key: "composer.replySubject" | "composer.forwardSubject",
  { subject }: Message,
  { words, limits }: Writer,
): string {
  const prefix = translate(words, key, { subject: "" }).trim();
  const text = subject.startsWith(prefix)
    ? subject
    : translate(words, key, { subject });
  return cut(text, limits.maxSubjectLength);
}
