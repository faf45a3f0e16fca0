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
const LOOKED_AT_ONCE = 50;

/** The most that one answer has of events, in characters of their data, and one more event. */
const MOST_DATA = 131_072;

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
    const events: PolledEvents["events"] = [];
    const most = Math.max(limit, LOOKED_AT_ONCE);
    let { position } = start;
    let looked = 0;
    let size = 0;
    let isLevel = false;
    const isFull = () => events.length === limit || size >= MOST_DATA;
    while (looked < most && !isLevel && !isFull()) {
      const asked = Math.min(LOOKED_AT_ONCE, most - looked);
      const rows = await readTenantAfter(tx, tenantId, position, asked);
      isLevel = rows.length < asked;
      looked += rows.length;
      for (const row of rows) {
        if (isFull()) {
          isLevel = false;
          break;
        }
        const { id, type, data, changes } = row;
        if (!CONTROL_EVENTS.has(type) && entitled(row, member)) {
          const shown = seen({ id, type, data: JSON.parse(data) }, view);
          if (shown) events.push(shown);
          size += data.length;
        }
        apply(member.topics, changes?.get(userId));
        position = id;
      }
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
  }, { caller: String(subscriber.userId) });
}
