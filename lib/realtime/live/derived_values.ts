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
  { tenantId, userId }: { tenantId: string; userId: number },
  position: number,
): Promise<HarborValue[]> {
  const values: HarborValue[] = [];
  for (const signal of signals) {
    const value = (await signal.compute(tx, tenantId, [userId])).get(userId);
    if (value) values.push(envelope(signal.type, tenantId, value, position));
  }
  return values;
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
