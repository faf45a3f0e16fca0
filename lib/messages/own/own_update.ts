import type { Updateable } from "kysely";
import type { OwnAction } from "../contract.ts";
import type { OwnState } from "../events.ts";
import type { MessageRecipientRow, MessageRow } from "../tables.ts";

/** What an action sets, and what it tells. */
interface OwnUpdate {
  /** Of a recipient's copy. */
  copy: Updateable<MessageRecipientRow>;
  /** Of a message that the actor has sent, to be hidden from Sent. */
  sent?: Updateable<MessageRow>;
  told:
    | { type: "message:update"; payload: OwnState }
    | { type: "message:delete"; payload: Record<never, never> };
}

export function ownUpdate(
  action: Exclude<OwnAction, "read">,
  now: Date,
): OwnUpdate {
  const at = now.toISOString();
  switch (action) {
    // When it was read stays: the sender has been told.
    case "unread":
      return { copy: { IsRead: 0 }, told: update({ isRead: false }) };
    case "archive": {
      const archived = { IsArchived: 1, ArchivedAt: at } as const;
      const told = update({ isArchived: true });
      return { copy: archived, sent: archived, told };
    }
    case "unarchive": {
      const unarchived = { IsArchived: 0, ArchivedAt: null } as const;
      const told = update({ isArchived: false });
      return { copy: unarchived, sent: unarchived, told };
    }
    case "delete":
      return {
        copy: { IsDeleted: 1, DeletedAt: at },
        told: { type: "message:delete", payload: {} },
      };
    case "restore":
      return {
        copy: { IsDeleted: 0, DeletedAt: null },
        told: update({ isDeleted: false }),
      };
  }
}

function update(payload: OwnState): OwnUpdate["told"] {
  return { type: "message:update", payload };
}
