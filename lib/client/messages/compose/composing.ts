import type { MessagesWords } from "../../../i18n/messages/words.ts";
import { translate } from "../../../i18n/translate.ts";
import type { SendInput } from "../../../messages/contract.ts";
import { type ComposedFile, fromLibrary } from "./file.ts";
import type { Draft } from "../outgoing.ts";

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
  files: ComposedFile[];
  /** It is to be sent as soon as all of its files are there. */
  waits: boolean;
  refusals: Refusals;
}

/** What is wrong with each field, in the reader's words. */
export type Refusals = Partial<
  Record<"to" | "subject" | "body" | "files", string>
>;

/** An empty sheet. */
export function composeNew(clientId: string): Composing {
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
    files: [],
    waits: false,
    refusals: {},
  };
}

/** Whether there is something that would be a loss. */
export function isBlank(
  { to, everyone, subject, body, files }: Composing,
): boolean {
  return to.length === 0 && !everyone && subject === "" &&
    body.trim() === "" && files.length === 0;
}

/** What is handed over to be sent. */
export function draftOf(composing: Composing, now: Date): Draft {
  const { to, everyone, subject, body, priority, expires } = composing;
  const files = composing.files.flatMap(({ media }) => media ?? []);
  return {
    subject,
    body,
    recipients: everyone ? "tenant" : to.map(({ email }) => email),
    priority,
    expiresAt: expires === "never"
      ? null
      : new Date(now.getTime() + HOURS[expires] * 3_600_000).toISOString(),
    files,
  };
}

/** The sheet once more for what was handed over to be sent. */
export function composingOf(draft: Draft, clientId: string): Composing {
  const { recipients, subject, body, priority = "normal", files = [] } = draft;
  const to = recipients === "tenant" ? [] : (recipients ?? []).map(String);
  return {
    ...composeNew(clientId),
    to: to.map((email) => ({ email, name: "" })),
    everyone: recipients === "tenant",
    subject,
    body,
    priority,
    files: files.map(fromLibrary),
  };
}

/** "Ada <ada@acme.test>, ben@acme.test" as people; names are the page's to find. */
export function parsePeople(text: string): Person[] {
  const emails = text.split(/[,;\n]/).map((part) =>
    (/<([^<>]+)>\s*$/.exec(part)?.[1] ?? part).trim()
  ).filter((email) => email !== "");
  return [...new Set(emails)].map((email) => ({ email, name: "" }));
}

/** What the send button will do. */
export function sendLabel(
  { to, everyone }: Composing,
  words: MessagesWords,
): string {
  if (everyone) return translate(words, "composer.sendToAll");
  if (to.length === 0) return translate(words, "composer.send");
  if (to.length > 1) {
    return translate(words, "composer.sendToMany", { count: to.length });
  }
  const [{ name, email }] = to;
  return translate(words, "composer.sendTo", { name: name || email });
}
