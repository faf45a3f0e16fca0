import type { Signal } from "@preact/signals";
import type {
  Message,
  MessageSummary,
  SendInput,
} from "../../messages/contract.ts";
import type { Failure } from "../page/failure.ts";
import type { HarborView } from "../page/view.ts";
import type { LibraryFile } from "./compose/file.ts";

/** The view of a page that shows messages. */
export type MessagesView = HarborView & { mailbox: Mailbox };

export interface Mailbox {
  box: "inbox" | "sent" | "archived";
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
}

/** What the composer hands over to be sent; the contract's defaults stand for what is left out. */
export type Draft =
  & Pick<SendInput, "subject" | "body" | "recipients">
  & Partial<Pick<SendInput, "priority" | "expiresAt" | "tenants">>
  & {
    /** Of the library; they are attached in this order. */
    files?: LibraryFile[];
  };

/**
 * A message of mine on its way. It leaves the list in the moment its summary appears in the sent
 * box; where another box is shown, it stays as "sent" for a few seconds.
 */
export interface OutgoingMessage {
  clientId: string;
  draft: Draft;
  state: "sending" | "sent" | "failed";
  /** Why it failed. After `offline` and `busy` it is sent again without being asked. */
  failure: Failure | null;
  /** ISO 8601, by the reader's clock. */
  createdAt: string;
}
