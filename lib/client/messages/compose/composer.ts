import type { MessagesWords } from "../../../i18n/messages/words.ts";
import { translate } from "../../../i18n/translate.ts";
import type { MailboxActions } from "../actions.ts";
import { closeSheet, discardSheet, keepSheet, type Sheet } from "./sheet.ts";
import { type Draft, messageOf, type Refusals } from "./draft.ts";
import type { FileAttacher } from "./file_attacher.ts";
import { findPeople, parsePeople, type Person, recognise } from "./people.ts";
import type { TellTyping } from "./tell_typing.ts";
import { refusalsOf } from "./refusals.ts";
import type { MessagesView } from "../view.ts";

/** What one can do on the sheet. */
export interface ComposerActions {
  change(changes: Partial<Draft>): void;
  /** Also finds out who those are of whom only an address was typed. */
  changePeople(people: Person[]): void;
  /** Whose name or address holds a text; `null` where nobody can be asked. */
  findPeople(text: string, signal: AbortSignal): Promise<Person[] | null>;
  parsePeople(text: string): Person[];
  /** What the send button will do. */
  sendLabel(): string;
  /**
   * Sends and puts the sheet away; else answers the first field that keeps it from being sent.
   * Where files are still on their way, the sheet waits for them, but not for one that is refused.
   */
  send(): Promise<keyof Refusals | null>;
  /** Takes `send` back while the sheet still waits for its files. */
  wait(): void;
  /** Keeps a draft, so that a reload or a crash loses nothing. */
  keep(): void;
  /** Puts the sheet away; what is on it stays as a draft. */
  close(): void;
  /** Throws the draft away with the sheet. */
  discard(): void;
}

/** Writing on `sheet`, with `files`; what is sent goes out by `mailbox`. */
export function createComposer(
  view: MessagesView,
  sheet: Sheet,
  mailbox: Pick<MailboxActions, "send"> & { tellTyping: TellTyping },
  files: Pick<FileAttacher, "coming" | "refusal" | "forget">,
): ComposerActions {
  function change(changes: Partial<Draft>): void {
    if (!sheet.value) return;
    sheet.value = { ...sheet.value, ...changes, refusals: {} };
    const { kind, about } = sheet.value;
    const isReply = kind === "reply" || kind === "replyAll";
    if ("body" in changes && isReply && about !== null) {
      mailbox.tellTyping(about);
    }
  }

  function changePeople(to: Person[]): void {
    change({ to });
    to.forEach(replaceOnceKnown);
  }

  async function replaceOnceKnown(person: Person): Promise<void> {
    const known = await recognise(person);
    if (known === person || !sheet.value) return;
    const to = sheet.value.to.map((other) => other === person ? known : other);
    change({ to });
  }

  async function send(): Promise<keyof Refusals | null> {
    if (!sheet.value) return null;
    const to = await Promise.all(sheet.value.to.map(recognise));
    if (!sheet.value) return null; // put away meanwhile, or sent by a second press
    const draft = { ...sheet.value, to, waits: false };
    const refusals = refusalsOf(draft, view);
    const isComing = files.coming.value > 0;
    const stuck = files.refusal();
    if (stuck) refusals.files = stuck;
    const [refused] = Object.keys(refusals) as (keyof Refusals)[];
    if (refused || isComing) {
      sheet.value = { ...draft, refusals, waits: !refused };
      return refused ?? null;
    }
    mailbox.send(messageOf(draft, new Date()));
    discard();
    return null;
  }

  function discard(): void {
    files.forget(sheet.value?.files ?? []);
    discardSheet(view, sheet);
  }

  return {
    change,
    changePeople,
    findPeople,
    parsePeople,
    sendLabel: () => sendLabel(sheet.value!, view.words),
    send,
    wait: () => change({ waits: false }),
    keep: () => sheet.value && keepSheet(view, sheet.value),
    close() {
      change({ waits: false });
      closeSheet(view, sheet);
    },
    discard,
  };
}

/** What the send button will do. */
export function sendLabel(
  { to, everyone }: Draft,
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
