import type { OwnAction } from "../contract.ts";
import type { OwnRow } from "./own_rows.ts";

/**
 * What comes of an action: `done` changes something, `same` nothing, `missing` is not the actor's,
 * `forAll` would take the message from everybody, and `gone` was taken from everybody.
 */
export type Outcome = "done" | "same" | "missing" | "forAll" | "gone";

/** Decides before anything is changed, for one message as for many. */
export function outcomeOf(
  action: OwnAction,
  row: OwnRow | undefined,
): Outcome {
  if (row === undefined) return "missing";
  const { copy, isMine } = row;
  if (row.isDeletedForAll) {
    return isMine && action === "restore" ? "gone" : "missing";
  }
  if (action === "restore") return copy?.isDeleted ? "done" : "same";
  if (copy?.isDeleted) return action === "delete" ? "same" : "missing";
  switch (action) {
    case "read":
      return copy && !copy.isRead ? "done" : "same";
    case "unread":
      return copy?.isRead ? "done" : "same";
    case "archive":
      return isArchived(row) ? "same" : "done";
    case "unarchive":
      return isArchived(row) ? "done" : "same";
    case "delete":
      return copy ? "done" : "forAll";
  }
}

/** By both halves of somebody who wrote to themselves, since either hides it from a box. */
function isArchived({ copy, isMine, isArchivedBySender }: OwnRow): boolean {
  return (copy?.isArchived ?? true) && (!isMine || isArchivedBySender);
}
