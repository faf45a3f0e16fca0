import type { Signal } from "@preact/signals";
import { newClientId } from "../../kit/client_id.ts";
import type { Message } from "../../../messages/contract.ts";
import { startDraft } from "./start_draft.ts";
import { type Draft, DRAFT_KINDS, type DraftKind, isBlank } from "./draft.ts";
import { dropDraft, keepDraft, keptDraft } from "./draft_storage.ts";
import { isPlainClick } from "../../kit/plain_click.ts";
import { pushEntry } from "../../page/history.ts";
import type { MessagesView } from "../view.ts";

/** Marks the history entries that were made by opening the sheet. */
const SHEET = { sheet: true };

export type Sheet = Signal<Draft | null>;

/** Opens the sheet with what was written before, if anything was; the URL says that it is open. */
export function openSheet(
  view: MessagesView,
  sheet: Sheet,
  kind: DraftKind,
  message: Message | null = null,
): void {
  const fresh = startDraft(kind, message, view, newClientId());
  sheet.value = keptDraft(localStorage, view, fresh) ?? fresh;
  if (composeKindOf(new URL(location.href)) === kind) return;
  pushEntry(withCompose(new URL(location.href), kind), SHEET);
}

/** Opens the sheet with a message that could not be sent, to be changed. */
export function reopenSheet(sheet: Sheet, draft: Draft): void {
  sheet.value = draft;
  pushEntry(withCompose(new URL(location.href), "new"), SHEET);
}

/** Puts the sheet away; what is on it stays as a draft. */
export function closeSheet(view: MessagesView, sheet: Sheet): void {
  if (sheet.value) keepSheet(view, sheet.value);
  leaveSheet(sheet);
}

/** Throws away what is on the sheet, and puts it away. */
export function discardSheet(view: MessagesView, sheet: Sheet): void {
  if (sheet.value) dropDraft(localStorage, view, sheet.value);
  leaveSheet(sheet);
}

/** Keeps what is on the sheet, so that a reload or a crash loses nothing. */
export function keepSheet(view: MessagesView, draft: Draft): void {
  if (isBlank(draft)) dropDraft(localStorage, view, draft);
  else keepDraft(localStorage, view, draft);
}

/** A sheet that came with the page: what was written on it before is put back. */
export function restoreSheet(view: MessagesView, sheet: Sheet): void {
  if (!sheet.value || Object.keys(sheet.value.refusals).length > 0) return;
  openSheet(view, sheet, sheet.value.kind, view.mailbox.open.value);
}

/** Opens the sheet here where a link would open a page that has it. Returns how to stop. */
export function followComposeLinks(
  view: MessagesView,
  sheet: Sheet,
): () => void {
  const follow = (event: MouseEvent) => {
    const link = (event.target as Element).closest<HTMLElement>(
      "a[data-compose]",
    );
    if (!link || !isPlainClick(event)) return;
    event.preventDefault();
    const kind = link.dataset.compose as DraftKind;
    openSheet(view, sheet, kind, view.mailbox.open.value);
  };
  addEventListener("click", follow);
  return () => removeEventListener("click", follow);
}

/** Opens or closes the sheet as the reader goes back and forth. Returns how to stop. */
export function followHistory(view: MessagesView, sheet: Sheet): () => void {
  const follow = () => {
    const kind = composeKindOf(new URL(location.href));
    if (kind === null) sheet.value = null;
    else if (!sheet.value) {
      openSheet(view, sheet, kind, view.mailbox.open.value);
    }
  };
  addEventListener("popstate", follow);
  return () => removeEventListener("popstate", follow);
}

export function composeKindOf(url: URL): DraftKind | null {
  const wanted = url.searchParams.get("compose");
  return DRAFT_KINDS.find((kind) => kind === wanted) ?? null;
}

function leaveSheet(sheet: Sheet): void {
  sheet.value = null;
  if (history.state?.sheet) return history.back();
  history.replaceState(
    history.state,
    "",
    withCompose(new URL(location.href), null),
  );
}

function withCompose(url: URL, kind: DraftKind | null): URL {
  if (kind === null) url.searchParams.delete("compose");
  else url.searchParams.set("compose", kind);
  return url;
}
