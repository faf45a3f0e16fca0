import { followKeys } from "../kit/keys.ts";
import type { MailboxActions } from "./actions.ts";
import { openSheet, type Sheet } from "./compose/sheet.ts";
import type { OwnVerb } from "./own_actions.ts";
import type { MessagesView } from "./view.ts";

/** Follows the keys that the keyboard help lists. Returns how to stop. */
export function followMailboxKeys(
  view: MessagesView,
  sheet: Sheet,
  mailbox: MailboxActions,
): () => void {
  return followKeys({
    j: () => move(1, mailbox),
    k: () => move(-1, mailbox),
    c: () => openSheet(view, sheet, "new"),
    r() {
      const message = view.mailbox.open.value;
      if (message) openSheet(view, sheet, "reply", message);
    },
    e: () => change(view, mailbox, "archive"),
    u: () => change(view, mailbox, "unread"),
    "/": () => document.querySelector<HTMLInputElement>("#search")?.select(),
    "?": () =>
      document.querySelector<HTMLDialogElement>("#keyboard-help")?.showModal(),
    Escape: mailbox.close,
  });
}

/** Of the open message; only what it has a button for. */
function change(
  { mailbox: { open } }: MessagesView,
  mailbox: MailboxActions,
  verb: OwnVerb,
): void {
  const button = document.querySelector(`.own-actions [value="${verb}"]`);
  if (button && open.value) void mailbox.changeOwn(verb, open.value.id);
}

/**
 * From the row that has the focus, else from the open one, else to the first. Where a message is
 * open, the next one opens in its place.
 */
function move(step: 1 | -1, mailbox: MailboxActions): void {
  const rows = [...document.querySelectorAll<HTMLElement>(".row-link")];
  const open = rows.findIndex((row) => row.ariaCurrent === "true");
  const focused = rows.indexOf(document.activeElement as HTMLElement);
  const from = focused < 0 ? open : focused;
  const row = rows[from < 0 ? 0 : from + step];
  row?.focus();
  if (row && open >= 0) mailbox.open(Number(row.dataset.message));
}
