import type { ReadonlySignal } from "@preact/signals";
import type { ListAction } from "../kit/live_list.ts";
import type { Failed } from "../page/attempts.ts";
import type { OwnVerb } from "./own_actions.ts";
import type { NewMessage } from "./outgoing.ts";

/** What one can do with the messages. Islands call it and show signals; they hold no logic. */
export interface MailboxActions {
  /** Sends at once and returns the client id of its row in `mailbox.outgoing`. */
  send(message: NewMessage): string;
  /** Sends a failed message again, under the same client id: it never becomes two. */
  retry(clientId: string): void;
  /** Gives a failed message up and takes its row away. */
  discard(clientId: string): void;

  /** Shows a message in `mailbox.open`, gives it its URL, and marks it read once it is shown. */
  open(id: number): Promise<void>;
  /** Back to the list. */
  close(): void;
  /** Takes a file off one of my messages. @throws {RequestError} */
  removeAttachment(id: number): Promise<void>;
  markRead(ids: number[]): Promise<void>;
  markAllRead(): Promise<void>;
  /** For me alone; each can be taken back by another. */
  changeOwn(action: OwnVerb, id: number): Promise<void>;

  /** Shows what of the box matches, or all of it for ""; of two searches the later one stands. */
  search(q: string): Promise<void>;
  /** The next page of the list, at its end; nothing where there is none. */
  loadMore(): Promise<void>;
  /** To be told whenever the list reaches or leaves its top: there, what arrives is shown at once. */
  atTop(isAtTop: boolean): void;
  /** Puts what has arrived into the list; the page then scrolls to the top. */
  showArrived(): void;

  /** What is under way, for the shapes shown while waiting. */
  readonly loading: ReadonlySignal<MailboxLoading>;
  /** The names of those who are writing a reply to the open message. */
  readonly typing: ReadonlySignal<string[]>;
  /** What failed, other than sending, until it works or is wanted no more. */
  readonly failed: ReadonlySignal<Failed<MailboxAction>>;
}

export interface MailboxLoading {
  /** The next page of the list. */
  list: boolean;
  /** The message that is being opened. */
  message: number | null;
}

export type MailboxAction = "open" | "markRead" | "changeOwn" | ListAction;
