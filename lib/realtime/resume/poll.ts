import { apply, type Member, memberAt } from "../membership.ts";
import type { SpineOptions } from "../options.ts";
import { entitled } from "../entitled.ts";
import { CONTROL_EVENTS } from "../live/control.ts";
import type { HarborSignal, HarborValue } from "../event.ts";
import { deriveFor } from "../live/derived_values.ts";
import { readTenantAfter } from "../log/log.ts";
import { startFrom } from "../log/position.ts";
import type { Subscription } from "../subscription.ts";
import { seen } from "../view.ts";

/** So many of the tenant's events are read at once, though fewer are asked for: most may be others'. */
const LOOKED_AT_ONCE = 100;

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
  /** With the topics at the answer's position. */
  member: Member;
}

/** Reads one page of what the subscriber may see past its position; `null` for a dead session. */
export async function readPolled(
  { db, derived, settings, topicsOf = [] }: SpineOptions,
  { subscriber, position: asked, isAlive, view }: Subscription,
  limit: number,
): Promise<PolledPage | null> {
  return await db.read(async (tx) => {
    if (!await isAlive(tx)) return null;
    const { tenantId, userId } = subscriber;
    const start = await startFrom(tx, asked, tenantId, settings.replayMax);
    const member = await memberAt(tx, topicsOf, subscriber, start);
    const values = (await deriveFor(tx, derived, subscriber, start.head))
      .flatMap((value) => seen(value, view) ?? []);
    if (start.reset !== null) {
      return {
        isLevel: true,
        member,
        polled: {
          events: [],
          position: start.position,
          derived: values,
          reset: { reason: start.reset, position: start.position },
        },
      };
    }
    const most = Math.max(limit, LOOKED_AT_ONCE);
    const rows = await readTenantAfter(tx, tenantId, start.position, most);
    const events: PolledEvents["events"] = [];
    let isLevel = rows.length < most;
    let { position } = start;
    for (const row of rows) {
      if (events.length === limit) {
        isLevel = false;
        break;
      }
      const { id, type, data, changes } = row;
      if (!CONTROL_EVENTS.has(type) && entitled(row, member)) {
        const shown = seen({ id, type, data: JSON.parse(data) }, view);
        if (shown) events.push(shown);
      }
      apply(member.topics, changes?.get(userId));
      position = id;
    }
    return {
      isLevel,
      member,
      polled: {
        events,
        position: isLevel ? start.head : position,
        derived: values,
        reset: null,
      },
    };
  });
}
