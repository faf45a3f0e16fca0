import type { Harbor } from "../page/actions.ts";
import { openSheet, type Sheet } from "./compose/sheet.ts";
import type { MessagesView } from "./view.ts";

/** Single keys, wherever nothing is being typed; the page holds the list of them. Returns how to stop. */
export function followKeys(
  view: MessagesView,
  sheet: Sheet,
  harbor: Harbor,
): () => void {
  const actions: Record<string, () => void> = {
    j: () => move(1, harbor),
    k: () => move(-1, harbor),
    c: () => openSheet(view, sheet, "new"),
    r: () => {
      const message = view.mailbox.open.value;
      if (message) openSheet(view, sheet, "reply", message);
    },
    "/": () => document.querySelector<HTMLInputElement>("#search")?.select(),
    "?": () =>
      document.querySelector<HTMLDialogElement>("#keyboard-help")?.showModal(),
    Escape: harbor.close,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = actions[event.key];
    if (!action || isTaken(event)) return;
    event.preventDefault();
    action();
  };
  addEventListener("keydown", onKeyDown);
  return () => removeEventListener("keydown", onKeyDown);
}

/** Somebody is writing, or the key means something else. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target as Element;
  return target.closest("input, textarea, select, dialog, [popover]") !== null;
}

/**
 * From the row that has the focus, else from the open one, else to the first. Where a message is
 * open, the next one opens in its place.
 */
function move(step: 1 | -1, harbor: Harbor): void {
  const rows = [...document.querySelectorAll<HTMLElement>(".row-link")];
  const open = rows.findIndex((row) => row.ariaCurrent === "true");
  const focused = rows.indexOf(document.activeElement as HTMLElement);
  const from = focused < 0 ? open : focused;
  const row = rows[from < 0 ? 0 : from + step];
  row?.focus();
  if (row && open >= 0) harbor.open(Number(row.dataset.message));
}
