import type { Queries } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import type { Services } from "../services.ts";
import type { Settings } from "../settings.ts";
import type { Limits, LimitsAnswer } from "./contract.ts";

/** The limits that apply where nobody has set any. */
export function builtInLimits({ limits, realtime }: Settings): Limits {
  const { streamsPerUser } = realtime;
  return {
    ...limits,
    streamsPerUser: streamsPerUser === Infinity ? "off" : streamsPerUser,
  };
}

/**
 * The limits of a tenant, or for `null` those of tenants without their own. They are read anew each
 * time, so that a change applies to whatever begins after it, on every isolate.
 */
export async function limitsOf(
  { db, settings }: Pick<Services, "db" | "settings">,
  tenantId: string | null,
): Promise<Limits> {
  const { own: _, ...limits } = await readLimits(db.query, settings, tenantId);
  return limits;
}

/** The limits of a tenant, and which of them were set for just this tenant. */
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

/** Read for each message that is sent. */
const rowsFor = prepared((db, values: { tenantId: string | null }) =>
  db.selectFrom("Limits").select(["TenantId", "Name", "Value"])
    .where((where) =>
      where.or([
        where("TenantId", "is", null),
        where("TenantId", "=", values.tenantId),
      ])
    )
);
