import { z } from "zod";
import type { Actor } from "../auth/actor.ts";
import { isCursor } from "../http/paging.ts";
import { Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import {
  type GetQuery,
  ListQuery,
  type Message,
  type MessageSummaryPage,
} from "./contract.ts";
import { getMessage } from "./get.ts";
import { listSummaries } from "./list.ts";

const List = ListQuery.shape;

/** The query of the mailbox page. A reader may have typed it, so unknown values are ignored. */
export const MailboxQuery = z.object({
  box: List.box.catch("inbox"),
  unread: z.stringbool().catch(false),
  q: List.q.catch(undefined),
  cursor: z.string().refine(isCursor).optional().catch(undefined),
  message: z.coerce.number().int().positive().optional().catch(undefined),
});

export type MailboxQuery = z.output<typeof MailboxQuery>;

export interface MailboxPage {
  list: MessageSummaryPage;
  /** The open message; `null` when none is open, or the actor does not have it. */
  message: Message | null;
}

/** A list and the message that is open beside it. `signal` is the request's. */
export async function readMailbox(
  services: Pick<Services, "db" | "files" | "clock">,
  actor: Actor,
  { box, unread, q, cursor, message: id }: MailboxQuery,
  signal?: AbortSignal,
): Promise<MailboxPage> {
  const query = { ...ListQuery.parse({ box, q, cursor }), unread };
  const [list, message] = await Promise.all([
    listSummaries(services, actor, query, signal),
    id === undefined
      ? null
      : findMessage(services, actor, id, { deleted: box === "deleted" }),
  ]);
  return { list, message };
}

async function findMessage(
  services: Pick<Services, "db" | "files" | "clock">,
  actor: Actor,
  id: number,
  query: GetQuery,
): Promise<Message | null> {
  try {
    return await getMessage(services, actor, id, query);
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}
