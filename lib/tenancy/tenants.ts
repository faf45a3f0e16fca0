import type { Selectable } from "kysely";
import { SYSTEM_TENANT } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { isUniqueViolation } from "../db/errors.ts";
import type { TenantRow } from "../db/schema.ts";
import { Problem } from "../http/problem.ts";
import { NewTenant } from "./contract.ts";
import { parse } from "../http/body.ts";

/**
 * Makes a tenant.
 *
 * @throws {Problem} 422 for an id that is no slug, 409 for an id that is taken.
 */
export async function createTenant(
  tx: Queries,
  input: NewTenant,
  now: Date,
): Promise<void> {
  const tenant = parse(NewTenant, input);
  if (tenant.id === SYSTEM_TENANT) {
    throw new Problem(
      409,
      `Cannot create tenant: "${SYSTEM_TENANT}" is the global admins' own`,
    );
  }
  try {
    await tx.insertInto("Tenants").values({
      Id: tenant.id,
      Name: tenant.name,
      CreatedAt: now.toISOString(),
    }).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Problem(
      409,
      `Cannot create tenant: "${tenant.id}" exists already`,
    );
  }
}

/** Makes the tenant of the global admins, if there is none yet. */
export async function createSystemTenant(
  tx: Queries,
  now: Date,
): Promise<void> {
  await tx.insertInto("Tenants")
    .values({
      Id: SYSTEM_TENANT,
      Name: "System",
      CreatedAt: now.toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing()).execute();
}

export async function findTenant(
  tx: Queries,
  id: string,
): Promise<Selectable<TenantRow> | undefined> {
  return await tx.selectFrom("Tenants").selectAll()
    .where("Id", "=", id).executeTakeFirst();
}

/** The ids of all active tenants but the system's, in order. A broadcast to "all" reaches these. */
export async function tenantIds(tx: Queries): Promise<string[]> {
  const rows = await tx.selectFrom("Tenants").select("Id")
    .where("Id", "!=", SYSTEM_TENANT).where("IsActive", "=", 1)
    .orderBy("Id").execute();
  return rows.map((row) => row.Id);
}

/** All tenants but the system's, by name. */
export async function listTenants(
  tx: Queries,
): Promise<{ id: string; name: string }[]> {
  return await tx.selectFrom("Tenants").select(["Id as id", "Name as name"])
    .where("Id", "!=", SYSTEM_TENANT).orderBy("Name").orderBy("Id").execute();
}
