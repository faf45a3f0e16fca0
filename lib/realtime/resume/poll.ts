import type { Database } from "../../db/database.ts";
import type { DerivedSignal } from "../derived_signal.ts";
import { entitled } from "../entitled.ts";
import { CONTROL_EVENTS } from "../live/control.ts";
import type { HarborSignal, HarborValue } from "../event.ts";
import { deriveFor } from "../live/derived.ts";
import { readTenantAfter } from "../log/log.ts";
import { startFrom } from "../log/position.ts";
import type { Subscription } from "../subscription.ts";

/** The answer to a poll. `position` is the last id looked at: ask for what is after it next. */
export interface PolledEvents {
  events: { id: number; type: string; data: unknown }[];
  position: number;
  derived: HarborValue[];
  /** The newest of each key since the last answer to this session. */
  signals: HarborSignal[];
  reset: { reason: string; position: number } | null;
}

/** An answer, and whether the log had no more when it was read. */
export interface PolledPage {
  polled: Omit<PolledEvents, "signals">;
  isLevel: boolean;
}

/** Reads one page of what the subscriber may see past its position; `null` for a dead session. */
export async function readPolled(
  { db, derived, replayMax }: {
    db: Database;
    derived: DerivedSignal[];
    replayMax: number;
  },
  { subscriber, position: asked, isAlive }: Subscription,
  limit: number,
): Promise<PolledPage | null> {
  return await db.read(async (tx) => {
    if (!await isAlive(tx)) return null;
    const start = await startFrom(tx, asked, subscriber.tenantId, replayMax);
    if (start.reset !== null) {
      return {
        isLevel: true,
        polled: {
          events: [],
          position: start.position,
          derived: await deriveFor(tx, derived, subscriber, start.head),
          reset: { reason: start.reset, position: start.position },
        },
      };
    }
    const rows = await readTenantAfter(
      tx,
      subscriber.tenantId,
      start.position,
      limit,
    );
    const isLevel = rows.length < limit;
    return {
      isLevel,
      polled: {
        events: rows
          .filter((row) =>
            !CONTROL_EVENTS.has(row.type) && entitled(row, subscriber)
          )
          .map(({ id, type, data }) => ({ id, type, data: JSON.parse(data) })),
        position: isLevel ? start.head : rows[rows.length - 1].id,
        derived: await deriveFor(tx, derived, subscriber, start.head),
        reset: null,
      },
    };
  });
}
