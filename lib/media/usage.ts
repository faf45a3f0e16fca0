import type { Actor } from "../auth/actor.ts";
import { limitsOf } from "../limits/limits.ts";
import { getLimits } from "../limits/set_limits.ts";
import type { Services } from "../services.ts";
import type { TenantUsage, Usage } from "./contract.ts";
import { freeBytes, readQuotas } from "./quota.ts";

/** How many people of a tenant are named; those who use least are left out. */
const MOST_PEOPLE = 20;

/** What the actor's files take, and what more they may. */
export async function ownUsage(
  services: Pick<Services, "db" | "settings">,
  actor: Actor,
): Promise<Usage> {
  const limits = await limitsOf(services, actor.tenantId);
  const quotas = await readQuotas(services.db.query, actor, limits);
  return { ...quotas.own, freeBytes: freeBytes(quotas) };
}

/**
 * What a tenant's files take, and who uploaded most of them.
 *
 * @throws {Problem} as `getLimits` does: it is for those who may set the tenant's limits.
 */
export async function tenantUsage(
  services: Pick<Services, "db" | "settings">,
  actor: Actor,
  tenantId: string,
): Promise<TenantUsage> {
  const limits = await getLimits(services, actor, tenantId);
  const rows = await services.db.query.selectFrom("Quotas")
    .select(["Email", "UsedBytes"])
    .where("TenantId", "=", tenantId).where("UsedBytes", ">", 0)
    .orderBy("UsedBytes", "desc").orderBy("Email")
    .limit(MOST_PEOPLE + 1).execute();
  const people = rows.map(({ Email, UsedBytes }) => ({
    email: Email,
    usedBytes: UsedBytes,
  }));
  // The whole tenant's sum is the largest.
  const usedBytes = people.shift()?.usedBytes ?? 0;
  const quotaBytes = limits.tenantQuotaBytes;
  return {
    usedBytes,
    quotaBytes,
    freeBytes: Math.max(0, quotaBytes - usedBytes),
    people,
  };
}
