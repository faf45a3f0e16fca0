import type { Database } from "../../db/database.ts";
import { CONTROL_EVENTS } from "../live/control.ts";
import { type DerivedValue, deriveFor } from "../live/derived.ts";
import { entitled } from "../entitled.ts";
import type { Listener } from "../live/listeners.ts";
import { readTenantAfter } from "../log/log.ts";
import { startFrom } from "../log/position.ts";
import type { DerivedSignal, Subscription } from "../spine.ts";

/** The answer to a poll. `position` is the last id looked at: ask for what is after it next. */
export interface PolledEvents {
  events: { id: number; type: string; data: unknown }[];
  position: number;
  derived: DerivedValue[];
  reset: { reason: string; position: number } | null;
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
): Promise<PolledEvents | null> {
  return await db.read(async (tx) => {
    if (!await isAlive(tx)) return null;
    const start = await startFrom(tx, asked, subscriber.tenantId, replayMax);
    if (start.reset !== null) {
      return {
        events: [],
        position: start.position,
        derived: await deriveFor(tx, derived, subscriber, start.head),
        reset: { reason: start.reset, position: start.position },
      };
    }
    const rows = await readTenantAfter(
      tx,
      subscriber.tenantId,
      start.position,
      limit,
    );
    return {
      events: rows
        .filter((row) =>
          !CONTROL_EVENTS.has(row.type) && entitled(row, subscriber)
        )
        .map(({ id, type, data }) => ({ id, type, data: JSON.parse(data) })),
      position: rows.length === limit ? rows[rows.length - 1].id : start.head,
      derived: await deriveFor(tx, derived, subscriber, start.head),
      reset: null,
    };
  });
}

/** A listener that waits for a single event, and only for the fact that there is one. */
export class Waiter implements Listener {
  readonly arrived: Promise<void>;
  deliver: () => void = () => {};

  constructor(
    readonly subscriber: Listener["subscriber"],
    public position: number,
  ) {
    this.arrived = new Promise((resolve) => this.deliver = resolve);
  }
}
