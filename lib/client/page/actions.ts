import type { ReadonlySignal } from "@preact/signals";
import type { Api } from "./api.ts";
import type { LoggedEvent, Signalled } from "../connection/arrivals.ts";
import type { Failure } from "./failure.ts";
import type { Session } from "./session.ts";
import type { Draft } from "../messages/view.ts";

/** What the page can do. Islands call it and show `view`'s signals; they hold no logic. */
export interface Harbor {
  /** Sends at once and returns the client id of its row in `mailbox.outgoing`. */
  send(draft: Draft): string;
  /** Sends a failed message again, under the same client id: it never becomes two. */
  retry(clientId: string): void;
  /** Gives a failed message up and takes its row away. */
  discard(clientId: string): void;

  /** Shows a message in `mailbox.open`, gives it its URL, and marks it read once it is shown. */
  open(id: number): Promise<void>;
  /** Back to the list. */
  close(): void;
  /** Shows what of the box matches, or all of it for ""; of two searches the later one stands. */
  search(q: string): Promise<void>;
  /** The next page of the list, at its end; nothing where there is none. */
  loadMore(): Promise<void>;
  markRead(ids: number[]): Promise<void>;
  markAllRead(): Promise<void>;

  /** To be told whenever the list reaches or leaves its top: there, what arrives is shown at once. */
  atTop(isAtTop: boolean): void;
  /** Puts what has arrived into the list; the page then scrolls to the top. */
  showArrived(): void;

  /** Lets a part that only some pages have hear what comes. Returns how it leaves. */
  join(part: Part): () => void;
  /** For such parts; failing is theirs to deal with. */
  readonly api: Api;
  /** What uploads files for them. */
  readonly session: Pick<Session, "fetch">;

  /** Tries the connection now, instead of at the end of the pause. */
  reconnect(): void;

  /** What is under way, for the shapes shown while waiting. */
  readonly loading: ReadonlySignal<Loading>;
  /** What failed, other than sending, until it works or is wanted no more. */
  readonly failed: ReadonlySignal<Failed>;
}

export interface Part {
  /** Any event may come twice. */
  apply?(arrived: (LoggedEvent | Signalled)[]): void;
  /** Fetches what is shown anew. Answers the position at which it was true. */
  refetch?(): Promise<number>;
  /** The connection is back. */
  catchUp?(): void;
}

export interface Loading {
  /** The next page of the list. */
  list: boolean;
  /** The message that is being opened. */
  message: number | null;
}

export type Action = "open" | "search" | "loadMore" | "markRead";

export type Failed<Name extends string = Action> = Partial<
  Record<Name, FailedAction>
>;

export interface FailedAction {
  failure: Failure;
  /** Does it again. */
  again(): void;
}
