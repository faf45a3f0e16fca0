import { formatFullTime } from "../i18n/format.ts";
import { translate, type Words } from "../i18n/translate.ts";
import type { Message, SendInput } from "../messages/contract.ts";
import type { Draft, HarborView } from "./view.ts";

/** As the contract has them; its module is too large for the browser. */
const MAX_SUBJECT_LENGTH = 200;
const MAX_BODY_LENGTH = 20_000;

export const PRIORITIES = [
  "low",
  "normal",
  "high",
  "urgent",
] as const satisfies SendInput["priority"][];

export const EXPIRIES = ["never", "hour", "day", "week", "month"] as const;
export type Expiry = (typeof EXPIRIES)[number];

const HOURS: Record<Exclude<Expiry, "never">, number> = {
  hour: 1,
  day: 24,
  week: 168,
  month: 720,
};

export const COMPOSE_KINDS = ["new", "reply", "replyAll", "forward"] as const;
export type ComposeKind = (typeof COMPOSE_KINDS)[number];

export interface Person {
  email: string;
  /** Empty where only an address was typed. */
  name: string;
  /** The server was asked and knows nobody by this address. */
  isUnknown?: boolean;
}

/** What somebody is writing. */
export interface Composing {
  kind: ComposeKind;
  /** The message that is answered or passed on; `null` for a new one. */
  about: number | null;
  /** Without JavaScript it names the message, so that a form sent twice makes one. */
  clientId: string;
  to: Person[];
  everyone: boolean;
  subject: string;
  body: string;
  priority: SendInput["priority"];
  expires: Expiry;
  refusals: Refusals;
}

/** What is wrong with each field, in the reader's words. */
export type Refusals = Partial<Record<"to" | "subject" | "body", string>>;

type Writer = Pick<HarborView, "words" | "language" | "timeZone" | "me">;

/** A sheet as it is when it is opened; an answer needs the message that it answers. */
export function compose(
  kind: ComposeKind,
  message: Message | null,
  writer: Writer,
  clientId: string,
): Composing {
  if (!message || kind === "new") return composeNew(clientId);
  return kind === "forward"
    ? composeForward(message, writer, clientId)
    : composeReply(kind, message, writer, clientId);
}

/** An empty sheet. */
function composeNew(clientId: string): Composing {
  return {
    kind: "new",
    about: null,
    clientId,
    to: [],
    everyone: false,
    subject: "",
    body: "",
    priority: "normal",
    expires: "never",
    refusals: {},
  };
}

/** An answer to the sender, or to everybody in the message; to those I wrote to, if it is mine. */
function composeReply(
  kind: "reply" | "replyAll",
  message: Message,
  writer: Writer,
  clientId: string,
): Composing {
  const { sender, recipients } = message;
  const isMine = sender.email === writer.me.email;
  const others = recipients.filter(({ email }) =>
    email !== writer.me.email && email !== sender.email
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
    ...composeNew(clientId),
    kind,
    about: message.id,
    to: to.map(({ email, name }) => ({ email, name })),
    subject: prefixed("composer.replySubject", message, writer),
    body: `\n\n${wrote}\n${quote}`.slice(0, MAX_BODY_LENGTH),
  };
}

/** The message once more, to somebody else. */
function composeForward(
  message: Message,
  writer: Writer,
  clientId: string,
): Composing {
  const head = translate(
    writer.words,
    "composer.forwarded",
    about(message, writer),
  );
  return {
    ...composeNew(clientId),
    kind: "forward",
    about: message.id,
    subject: prefixed("composer.forwardSubject", message, writer),
    body: `\n\n${head}\n\n${message.body}`.slice(0, MAX_BODY_LENGTH),
  };
}

/** Whether there is something that would be a loss. */
export function isBlank({ to, everyone, subject, body }: Composing): boolean {
  return to.length === 0 && !everyone && subject === "" && body.trim() === "";
}

/** What keeps this from being sent, before the server is asked. */
export function refusalsOf(
  composing: Composing,
  { words, me }: Writer,
): Refusals {
  const { to, everyone, subject, body } = composing;
  const refusals: Refusals = {};
  const unknown = to.find(({ isUnknown }) => isUnknown);
  if (everyone) {
    // Whoever else is named is among them.
  } else if (to.length === 0) {
    refusals.to = translate(words, "refusal.recipients");
  } else if (unknown) {
    refusals.to = translate(words, "refusal.address", {
      address: unknown.email,
      tenant: me.tenantName,
    });
  }
  if (subject.length > MAX_SUBJECT_LENGTH) {
    refusals.subject = translate(words, "refusal.subject", {
      count: MAX_SUBJECT_LENGTH,
    });
  }
  if (subject.trim() === "" && body.trim() === "") {
    refusals.body = translate(words, "refusal.empty");
  } else if (body.length > MAX_BODY_LENGTH) {
    refusals.body = translate(words, "refusal.body", {
      count: MAX_BODY_LENGTH,
    });
  }
  return refusals;
}

/** What the server refused, by the paths of its fields: `recipients.0`, `subject`, `body`. */
export function refusalsByServer(
  paths: string[],
  { to }: Composing,
  { words, me }: Writer,
): Refusals {
  const refusals: Refusals = {};
  for (const path of paths) {
    const [field, index] = path.split(".");
    if (field === "recipients" && to[Number(index)]) {
      refusals.to ??= translate(words, "refusal.address", {
        address: to[Number(index)].email,
        tenant: me.tenantName,
      });
    } else if (field === "recipients") {
      refusals.to ??= translate(words, "refusal.recipients");
    } else if (field === "subject") {
      refusals.subject = translate(words, "refusal.field");
    } else {
      refusals.body = translate(words, "refusal.field");
    }
  }
  return refusals;
}

/** What is handed over to be sent. */
export function draftOf(composing: Composing, now: Date): Draft {
  const { to, everyone, subject, body, priority, expires } = composing;
  return {
    subject,
    body,
    recipients: everyone ? "tenant" : to.map(({ email }) => email),
    priority,
    expiresAt: expires === "never"
      ? null
      : new Date(now.getTime() + HOURS[expires] * 3_600_000).toISOString(),
  };
}

/** The sheet once more for what was handed over to be sent. */
export function composingOf(draft: Draft, clientId: string): Composing {
  const { recipients, subject, body, priority = "normal" } = draft;
  const to = recipients === "tenant" ? [] : (recipients ?? []).map(String);
  return {
    ...composeNew(clientId),
    to: to.map((email) => ({ email, name: "" })),
    everyone: recipients === "tenant",
    subject,
    body,
    priority,
  };
}

/** "Ada <ada@acme.test>, ben@acme.test" as people; names are the page's to find. */
export function parsePeople(text: string): Person[] {
  const emails = text.split(/[,;\n]/).map((part) =>
    (/<([^<>]+)>\s*$/.exec(part)?.[1] ?? part).trim()
  ).filter((email) => email !== "");
  return [...new Set(emails)].map((email) => ({ email, name: "" }));
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
  { words }: Writer,
): string {
  const prefix = translate(words, key, { subject: "" }).trim();
  const text = subject.startsWith(prefix)
    ? subject
    : translate(words, key, { subject });
  return text.slice(0, MAX_SUBJECT_LENGTH);
}

/** What the send button will do. */
export function sendLabel({ to, everyone }: Composing, words: Words): string {
  if (everyone) return translate(words, "composer.sendToAll");
  if (to.length === 0) return translate(words, "composer.send");
  if (to.length > 1) {
    return translate(words, "composer.sendToMany", { count: to.length });
  }
  const [{ name, email }] = to;
  return translate(words, "composer.sendTo", { name: name || email });
}
