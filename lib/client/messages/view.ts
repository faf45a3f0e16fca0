import type { Signal } from "@preact/signals";
import type { MessagesWords } from "../../i18n/messages/words.ts";
import type {
  ListQuery,
  Message,
  MessageSummary,
} from "../../messages/contract.ts";
import type { HarborView } from "../page/view.ts";
import type { MailboxActions } from "./actions.ts";
import type { OutgoingMessage } from "./outgoing.ts";

/** The view of a page that shows messages. */
export type MessagesView = HarborView<MessagesWords> & { mailbox: Mailbox };

export function hasMailbox(view: HarborView): view is MessagesView {
  return "mailbox" in view;
}

export interface Mailbox {
  box: ListQuery["box"];
  /** What the list was searched for; "" where it was not. */
  q: Signal<string>;
  unreadOnly: boolean;
  summaries: Signal<MessageSummary[]>;
  nextCursor: Signal<string | null>;
  /**
   * Ids that arrived while the reader was not at the top of the list: the "3 new" pill. They are
   * not among the summaries until the reader asks for them, so that the list does not jump.
   */
  arrived: Signal<number[]>;
  open: Signal<Message | null>;
  outgoing: Signal<OutgoingMessage[]>;
  /** Keeps it true; set in the browser once an island has asked for it. */
  actions?: MailboxActions;
}
