import { type Actor, SYSTEM_TENANT } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { notFound, Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { findTenant } from "../tenancy/tenants.ts";
import {
  type LimitedAreas,
  type LimitsAnswer,
  type LimitsInput,
  operatorsLimits,
} from "./contract.ts";
import { readLimits } from "./limits.ts";

/**
 * The limits of a tenant, or the global ones for `null`, for actors who may set them.
 *
 * @throws {Problem} 403 for other actors; 404 for a tenant that is not theirs or does not exist.
 */
export async function getLimits(
  { db, settings }: Pick<Services, "db" | "settings">,
  actor: Actor,
  tenantId: string | null,
): Promise<LimitsAnswer> {
  return await db.read(async (tx) => {
    await requireMay("read", tx, actor, tenantId);
    return await readLimits(tx, settings, tenantId);
  });
}

/**
 * Sets some limits; `null` removes one. Work that is under way keeps the limits it began with.
 *
 * @returns The limits that apply now.
 * @throws {Problem} as `getLimits` does; 403 to a tenant's admin for a limit that holds the tenant.
 */
export async function setLimits(
  { db, settings, clock, log }: Pick<
    Services,
    "db" | "settings" | "clock" | "log"
  >,
  areas: LimitedAreas,
  actor: Actor,
  tenantId: string | null,
  input: LimitsInput,
): Promise<LimitsAnswer> {
  const limits = await db.write(async (tx) => {
    await requireMay("set", tx, actor, tenantId);
    requireMaySet(operatorsLimits(areas), actor, input);
    for (const [name, value] of Object.entries(input)) {
      if (value === undefined) continue;
      await tx.deleteFrom("Limits").where("TenantId", "is", tenantId)
        .where("Name", "=", name).execute();
      if (value === null) continue;
      await tx.insertInto("Limits").values({
        TenantId: tenantId,
        Name: name,
        Value: JSON.stringify(value),
        UpdatedAt: clock.now().toISOString(),
        UpdatedBy: actor.email,
      }).execute();
    }
    return await readLimits(tx, settings, tenantId);
  });
  log.info("limits.set", { by: actor.email, tenantId, ...input });
  return limits;
}

/** Lets global admins set all limits, and a tenant's admins those of their tenant. */
async function requireMay(
  verb: "read" | "set",
  tx: Queries,
  { role, email, tenantId: own }: Actor,
  tenantId: string | null,
): Promise<void> {
  if (role !== "global_admin") {
    if (tenantId !== null && tenantId !== own) {
      throw notFound("Tenant", tenantId);
    }
    if (tenantId === null) {
      throw new Problem(
        403,
        `Cannot ${verb} the global limits: "${email}" is not a global admin`,
      );
    }
    if (role !== "tenant_admin") {
      throw new Problem(
        403,
        `Cannot ${verb} the limits of "${tenantId}": "${email}" is not an admin of it`,
      );
    }
  }
  if (tenantId === null || tenantId === SYSTEM_TENANT) return;
  if (await findTenant(tx, tenantId) === undefined) {
    throw notFound("Tenant", tenantId);
  }
}

function requireMaySet(
  operators: string[],
  { role, email }: Actor,
  input: LimitsInput,
): void {
  if (role === "global_admin") return;
  const name = Object.keys(input).find((name) => operators.includes(name));
  if (name === undefined) return;
  throw new Problem(
    403,
    `Cannot set "${name}": "${email}" is not a global admin`,
  );
}
