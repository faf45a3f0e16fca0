import { type Expiry, expiryTime } from "../../../shared/expiries.ts";
import type { Priority } from "../../../shared/priorities.ts";
import { type DraftFile, fromLibrary } from "./draft_file.ts";
import type { NewMessage } from "../outgoing.ts";
import type { Person } from "./people.ts";

export const DRAFT_KINDS = ["new", "reply", "replyAll", "forward"] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

/** What somebody is writing. */
export interface Draft {
  kind: DraftKind;
  /** The message that is answered or passed on; `null` for a new one. */
  about: number | null;
  /** Without JavaScript it names the message, so that a form sent twice makes one. */
  clientId: string;
  to: Person[];
  everyone: boolean;
  subject: string;
  body: string;
  priority: Priority;
  expires: Expiry;
  files: DraftFile[];
  /** It is to be sent as soon as all of its files are there. */
  waits: boolean;
  refusals: Refusals;
}

/** What is wrong with each field, in the reader's words. */
export type Refusals = Partial<
  Record<"to" | "subject" | "body" | "files", string>
>;

/** An empty sheet. */
export function newDraft(clientId: string): Draft {
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
  { to, everyone, subject, body, files }: Draft,
): boolean {
  return to.length === 0 && !everyone && subject === "" &&
    body.trim() === "" && files.length === 0;
}

/** What is handed over to be sent. */
export function messageOf(draft: Draft, now: Date): NewMessage {
  const { to, everyone, subject, body, priority, expires } = draft;
  const files = draft.files.flatMap(({ media }) => media ?? []);
  return {
    subject,
    body,
    recipients: everyone ? "tenant" : to.map(({ email }) => email),
    priority,
    expiresAt: expiryTime(expires, now),
    files,
  };
}

/** The sheet once more for what was handed over to be sent. */
export function draftOf(message: NewMessage, clientId: string): Draft {
  const { recipients, subject, body, priority = "normal", files = [] } =
    message;
  const to = recipients === "tenant" ? [] : (recipients ?? []).map(String);
  return {
    ...newDraft(clientId),
    to: to.map((email) => ({ email, name: "" })),
    everyone: recipients === "tenant",
    subject,
    body,
    priority,
    files: files.map(fromLibrary),
  };
}
