import type { Signal } from "@preact/signals";
import type { Role } from "../db/schema.ts";
import type {
  Message,
  MessageSummary,
  SendInput,
  UnreadCount,
} from "../messages/contract.ts";
import type { Language, Words } from "../i18n/translate.ts";

/**
 * What the server renders from and the browser goes on with: one object a page, handed to every
 * island, so that its signals are the same ones in all of them.
 */
export interface HarborView {
  language: Language;
  words: Words;
  me: Me;
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
  role: Role;
  tenantId: string;
  tenantName: string;
}

export interface Mailbox {
  box: "inbox" | "sent" | "archived";
  q: string;
  unreadOnly: boolean;
  summaries: Signal<MessageSummary[]>;
  nextCursor: Signal<string | null>;
  /** Ids that arrived while the reader was not at the top of the list: the "3 new" pill. */
  arrived: Signal<number[]>;
  open: Signal<Message | null>;
  outgoing: Signal<OutgoingMessage[]>;
}

/** A message of mine on its way; it leaves this list when the server has it. */
export interface OutgoingMessage {
  clientId: string;
  input: SendInput;
  state: "sending" | "sent" | "failed";
  /** Why it failed, in the reader's language. */
  reason: string | null;
  createdAt: string;
}

export interface ConnectionState {
  status: "connecting" | "live" | "polling" | "offline";
  /** ISO 8601. */
  since: string;
  lastEventAt: string | null;
  roundTripMs: number | null;
}
