import type {
  Message,
  ReadInput,
  ReadResult,
} from "../../messages/contract.ts";
import type { Api } from "../page/api.ts";
import { isPassing, RequestError } from "../page/api.ts";

export interface ReadMarks {
  /** The reader has this message before their eyes. */
  seen(message: Message): Promise<void>;
  /** The connection is back: marks what could not be marked. */
  catchUp(): Promise<void>;
  /** @throws {RequestError} */
  mark(what: ReadInput): Promise<void>;
}

export interface ReadMarksOptions {
  api: Api;
  /** The server knows that these are read. */
  onMarked(ids: number[]): void;
}

/** Tells the server what the reader has read. */
export function createReadMarks(
  { api, onMarked }: ReadMarksOptions,
): ReadMarks {
  /** Seen, but the server does not know yet. */
  const unmarked = new Set<number>();

  async function seen({ id, isRead }: Message): Promise<void> {
    if (isRead || unmarked.has(id)) return;
    unmarked.add(id);
    await catchUp();
  }

  /** Nobody asked for it, so nobody is told when it fails; it is tried again. */
  async function catchUp(): Promise<void> {
    if (unmarked.size === 0) return;
    const ids = [...unmarked];
    try {
      await mark({ ids });
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      if (isPassing(error.failure)) return;
    }
    for (const id of ids) unmarked.delete(id);
  }

  async function mark(what: ReadInput): Promise<void> {
    const { ids } = await api.post<ReadResult>(
      "/api/messaging/messages/read",
      what,
    );
    onMarked("ids" in what ? what.ids : ids);
  }

  return { seen, catchUp, mark };
}
