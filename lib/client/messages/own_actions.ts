import type { OwnAction } from "../../messages/contract.ts";
import type { OwnState } from "../../messages/events.ts";
import type { Arrived } from "../connection/arrivals.ts";
import type { Api } from "../page/api.ts";

/** What one does to the open message; that it is read, seeing it says. */
export type OwnVerb = Exclude<OwnAction, "read">;

export interface OwnActionsOptions {
  api: Pick<Api, "post" | "delete">;
  apply(arrived: Arrived): void;
  /** By polling, what others and the count are to show would come late. */
  hurry(): void;
}

/** Does it, and shows it before the event comes: to apply that again changes nothing. */
export function createOwnActions(
  { api, apply, hurry }: OwnActionsOptions,
): (verb: OwnVerb, id: number) => Promise<void> {
  return async (verb, id) => {
    const url = `/api/messaging/messages/${id}`;
    if (verb === "delete") await api.delete(url);
    else await api.post(`${url}/${verb}`, {});
    apply(told(verb, id));
    hurry();
  };
}

const STATES: Record<Exclude<OwnVerb, "delete">, OwnState> = {
  unread: { isRead: false },
  archive: { isArchived: true },
  unarchive: { isArchived: false },
  restore: { isDeleted: false },
};

/** As the event will tell it. */
function told(verb: OwnVerb, messageId: number): Arrived {
  const [type, payload] = verb === "delete"
    ? ["message:delete", {}]
    : ["message:update", STATES[verb]];
  return { type, data: { messageId, payload } } as unknown as Arrived;
}
