import { batch } from "@preact/signals";
import type { Arrived } from "../connection/arrivals.ts";
import type { Diagnostics } from "../connection/diagnostics.ts";
import { type Api, isPassing, RequestError } from "./api.ts";
import type { Session } from "./session.ts";

/** What connects the page to the server, for its parts. */
export interface Harbor {
  /** From now on the part is told what comes. Returns how it leaves. */
  join(part: Part): () => void;
  /** For the requests of parts, which deal with their own failures. */
  readonly api: Api;
  /** For requests that are not JSON, such as uploads. */
  readonly session: Pick<Session, "fetch">;
  /** Counts what a part could not understand. */
  readonly malformed: Diagnostics["malformed"];
  /** Polls at once, if the page polls at all: the outcome of something is awaited. */
  hurry(): void;
  /** Tries the connection now, instead of at the end of the pause. */
  reconnect(): void;
}

/** What one area of the page does with what comes over the connection. */
export interface Part {
  /** Types that it does not know are ignored. Any event may come twice. */
  apply?(arrived: Arrived): void;
  /** Fetches what is shown anew. Answers the position at which it was true. */
  refetch?(): Promise<number>;
  /** The connection is back. */
  catchUp?(): void;
}

/** The parts of a page, as one. */
export interface Parts {
  /** Returns how the part leaves. */
  join(part: Part): () => void;
  /** Shows all of these at once. */
  apply(arrived: Arrived[]): void;
  /**
   * Answers the lowest position of all; `null` where no part has fetched anything.
   *
   * @throws {RequestError} where trying again may help.
   */
  refetch(): Promise<number | null>;
  catchUp(): void;
}

/** Guards every part: what one of them cannot understand is counted, and the rest goes on. */
export function createParts(
  { malformed }: Pick<Diagnostics, "malformed">,
): Parts {
  const parts = new Set<Part>();

  function guarded(work: (part: Part) => void, on: unknown): void {
    for (const part of parts) {
      try {
        work(part);
      } catch (error) {
        malformed({ on, error });
      }
    }
  }

  function applyOne(arrived: Arrived): void {
    guarded((part) => part.apply?.(arrived), arrived);
  }

  return {
    join(part) {
      parts.add(part);
      return () => void parts.delete(part);
    },
    apply: (arrived) => batch(() => arrived.forEach(applyOne)),
    async refetch() {
      const positions: number[] = [];
      for (const part of parts) {
        try {
          if (part.refetch) positions.push(await part.refetch());
        } catch (error) {
          // All of it is tried again, unless that would go on for ever.
          const mayPass = error instanceof RequestError &&
            isPassing(error.failure);
          if (mayPass) throw error;
          malformed({ error });
        }
      }
      return positions.length > 0 ? Math.min(...positions) : null;
    },
    catchUp: () => guarded((part) => part.catchUp?.(), "catch up"),
  };
}
