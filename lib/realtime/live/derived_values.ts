import type { Database } from "../../db/database.ts";
import type { Queries } from "../../db/queries.ts";
import type { DerivedSignal } from "../derived_signal.ts";
import type { DerivedType, DerivedTypes, HarborValue } from "../event.ts";
import { head } from "../log/log.ts";

/** All derived values of one user as they are now, by type, and the position at which it is so. */
export async function readDerived(
  db: Database,
  signals: DerivedSignal[],
  user: { tenantId: string; userId: number },
): Promise<{ position: number; values: Record<string, DerivedPayload> }> {
  return await db.read(async (tx) => {
    const position = await head(tx);
    const derived = await deriveFor(tx, signals, user, position);
    const values = derived.map(({ type, data }) => [type, data.payload]);
    return { position, values: Object.fromEntries(values) };
  });
}

type DerivedPayload = HarborValue["data"]["payload"];

/** All derived values of one user, true at `position`; `tx` must be one snapshot with it. */
export async function deriveFor(
  tx: Queries,
  signals: DerivedSignal[],
  user: { tenantId: string; userId: number },
  position: number,
): Promise<HarborValue[]> {
  const values = await deriveForMany(tx, signals, [user], position);
  return values.get(user.userId) ?? [];
}

/** The same of many users, by id, in one query for each tenant and signal. */
export async function deriveForMany(
  tx: Queries,
  signals: DerivedSignal[],
  users: { tenantId: string; userId: number }[],
  position: number,
): Promise<Map<number, HarborValue[]>> {
  const all = new Map<number, HarborValue[]>();
  for (const [tenantId, own] of Map.groupBy(users, (user) => user.tenantId)) {
    const ids = [...new Set(own.map(({ userId }) => userId))];
    for (const signal of signals) {
      const derived = await signal.compute(tx, tenantId, ids);
      for (const [userId, value] of derived) {
        const values = all.get(userId) ?? [];
        values.push(envelope(signal.type, tenantId, value, position));
        all.set(userId, values);
      }
    }
  }
  return all;
}

/** A derived value as it goes out. */
export function envelope<Type extends DerivedType>(
  type: Type,
  tenantId: string,
  value: DerivedTypes[Type],
  position: number,
): HarborValue<Type> {
  const timestamp = new Date().toISOString();
  return {
    type,
    data: { tenantId, timestamp, payload: { ...value, position } },
  };
}
