import { type Draft, newDraft } from "./draft.ts";
import type { HarborView } from "../../page/view.ts";

type Writer = Pick<HarborView, "me">;
type What = Pick<Draft, "kind" | "about">;
type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Drafts are kept in this browser alone, one for new messages and one for each answer. */
export function keepDraft(
  storage: Kept,
  writer: Writer,
  draft: Draft,
): void {
  try {
    storage.setItem(
      keyOf(writer, draft),
      JSON.stringify({ ...draft, waits: false, refusals: {} }),
    );
  } catch {
    // A full or forbidden storage: the sheet itself still holds the text.
  }
}

export function keptDraft(
  storage: Kept,
  writer: Writer,
  what: What,
): Draft | null {
  try {
    const kept = storage.getItem(keyOf(writer, what));
    return kept && { ...newDraft(""), ...JSON.parse(kept) };
  } catch {
    return null;
  }
}

export function dropDraft(storage: Kept, writer: Writer, what: What): void {
  try {
    storage.removeItem(keyOf(writer, what));
  } catch {
    // Where storage is forbidden, nothing was kept.
  }
}

function keyOf({ me }: Writer, { kind, about }: What): string {
  return `harbor:${me.tenantId}:${me.userId}:draft:${kind}:${about ?? ""}`;
}
