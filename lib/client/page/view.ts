import type { Signal } from "@preact/signals";
import type { Session } from "../../auth/contract.ts";
import type {
  Message,
  MessageSummary,
  SendInput,
  UnreadCount,
} from "../../messages/contract.ts";
import type { Limits } from "../../limits/contract.ts";
import type { Language, Words } from "../../i18n/translate.ts";
import type { LibraryFile } from "../messages/compose/file.ts";
import type { Failure } from "./failure.ts";

/**
 * What the server renders from and the browser goes on with: one object a page, handed to every
 * island, so that its signals are the same ones in all of them.
 */
export interface HarborView {
  language: Language;
  words: Words;
  /** In which times are told: the browser's own as soon as it is known, before that "UTC". */
  timeZone: Signal<string>;
  me: Me;
  /** Of my tenant, as they were when the page was made: the server has the last word. */
  limits: Limits;
  /** The event log's position at which everything below was true; the stream goes on from it. */
  position: number;
  unread: Signal<UnreadCount>;
  connection: Signal<ConnectionState>;
  /** `null` on pages that show no messages. */
  mailbox: Mailbox | null;
}

export interface Me {
  userId: number;
  email: string;
  name: string;
  role: Session["user"]["role"];
  tenantId: string;
  tenantName: string;
}

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

export interface ConnectionState {
  status: "connecting" | "live" | "polling" | "offline";
  /** When the status became this one, ISO 8601. */
  since: string;
  lastEventAt: string | null;
  roundTripMs: number | null;
}
