import type { Queries } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import type { Services } from "../services.ts";
import type { Settings } from "../settings.ts";
import {
  DEFAULT_TYPES,
  DEFAULTS,
  type Limits,
  type LimitsAnswer,
} from "./contract.ts";

/** The limits that hold where nobody has set any. */
export function builtInLimits({ realtime }: Settings): Limits {
  const { streamsPerUser } = realtime;
  return {
    ...DEFAULTS,
    allowedTypes: DEFAULT_TYPES,
    streamsPerUser: streamsPerUser === Infinity ? "off" : streamsPerUser,
  };
}

/**
 * The limits that hold in a tenant (`null`: in those that have none of their own). Read anew each
 * time: a change holds for whatever begins after it, on every isolate.
 */
export async function limitsOf(
  { db, settings }: Pick<Services, "db" | "settings">,
  tenantId: string | null,
): Promise<Limits> {
  const { own: _, ...limits } = await readLimits(db.query, settings, tenantId);
  return limits;
}

/** The same, and which of them were set for just this tenant. */
export async function readLimits(
  queries: Queries,
  settings: Settings,
  tenantId: string | null,
): Promise<LimitsAnswer> {
  const { rows } = await queries.executeQuery(rowsFor({ tenantId }));
  const setAt = (place: string | null): Partial<Limits> =>
    Object.fromEntries(
      rows.filter(({ TenantId }) => TenantId === place)
        .map(({ Name, Value }) => [Name, JSON.parse(Value)]),
    );
  const own = setAt(tenantId);
  return { ...builtInLimits(settings), ...setAt(null), ...own, own };
}

/** For each message that is sent. */
const rowsFor = prepared((db, values: { tenantId: string | null }) =>
  db.selectFrom("Limits").select(["TenantId", "Name", "Value"])
    .where((where) =>
      where.or([
        where("TenantId", "is", null),
        where("TenantId", "=", values.tenantId),
      ])
    )
);
