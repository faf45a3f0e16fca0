import type { Queries } from "../../db/database.ts";
import { bounds, isFartherBehindThan } from "./log.ts";

/** Where a client starts: at `position`, after a `reset` when it has to fetch anew. */
export interface Start {
  position: number;
  /** Why the position that was asked for cannot be resumed from; `null` when it can. */
  reset: string | null;
  head: number;
}

/**
 * Judges the position that a client names. Anything but a whole number from the log's floor to its
 * head, and anything more than `replayMax` of the tenant's events back, is answered with a reset
 * to the head: never an error, never a silent gap.
 */
export async function startFrom(
  tx: Queries,
  asked: string | null,
  tenantId: string,
  replayMax: number,
): Promise<Start> {
  const { floor, head } = await bounds(tx);
  if (asked === null) return { position: head, reset: null, head };
  const reset = (reason: string): Start => ({
    position: head,
    reset: reason,
    head,
  });

  if (!/^\d{1,15}$/.test(asked)) {
    return reset("the position is not a whole number");
  }
  const position = Number(asked);
  if (position > head) return reset("the position is past the end of the log");
  if (position < floor) {
    return reset("the log no longer reaches back to this position");
  }
  // The tenant's events are at most as many as ids.
  if (
    head - position > replayMax &&
    await isFartherBehindThan(tx, tenantId, position, replayMax)
  ) {
    return reset(`the position is more than ${replayMax} events back`);
  }
  return { position, reset: null, head };
}
