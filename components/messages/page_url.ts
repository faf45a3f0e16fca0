import type { DraftKind } from "../../lib/client/messages/compose/draft.ts";
import type { Mailbox } from "../../lib/client/messages/view.ts";
import type { Language } from "../../lib/i18n/translate.ts";

/** A place in the mailbox. */
export interface MailboxPlace {
  box?: "inbox" | "sent" | "archived" | "deleted";
  q?: string;
  unread?: boolean;
  message?: number;
  compose?: DraftKind;
  cursor?: string;
}

/** The address of a place in the mailbox: every view is a URL. */
export function mailboxUrl(
  language: Language,
  { box = "inbox", q, unread, message, compose, cursor }: MailboxPlace,
): string {
  const search = new URLSearchParams();
  if (box !== "inbox") search.set("box", box);
  if (q) search.set("q", q);
  if (unread) search.set("unread", "true");
  if (cursor) search.set("cursor", cursor);
  if (message !== undefined) search.set("message", String(message));
  if (compose) search.set("compose", compose);
  const query = search.toString();
  return `/${language}/harbor/messaging${query && `?${query}`}`;
}

/** The list that is shown: its box, search and filter. */
export function listPlace(
  { box, q, unreadOnly }: Pick<Mailbox, "box" | "q" | "unreadOnly">,
): MailboxPlace {
  return { box, q: q.value, unread: unreadOnly };
}
