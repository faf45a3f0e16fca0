import { endSessionsIn } from "../auth/stored_sessions.ts";
import { notFound } from "../http/problem.ts";
import { commit, type CommitServices } from "../realtime/commit.ts";
import { TENANT } from "../realtime/topic.ts";
import {
  type Administrator,
  requireGlobalAdmin,
  requireNotSystem,
} from "./authority.ts";
import type { ManagedTenant, TenantPatch } from "./contract.ts";
import { findTenant } from "./tenants.ts";

/**
 * Renames a tenant, shuts it or opens it again. While it is shut nobody of it can sign in; all their
 * sessions end and, on every isolate, all streams. What it has stays, and so do its people's roles.
 *
 * @throws {Problem} 403 for who is no global admin, 404 for a tenant that does not exist or is not
 * theirs, 409 for shutting that of the global admins.
 */
export async function changeTenant(
  services: CommitServices,
  by: Administrator,
  tenantId: string,
  { name, isActive }: TenantPatch,
): Promise<ManagedTenant> {
  requireGlobalAdmin(by, tenantId);
  return await commit(services, async (tx, record) => {
    const was = await findTenant(tx, tenantId);
    if (was === undefined) throw notFound("Tenant", tenantId);
    if (isActive === false) requireNotSystem(tenantId);
    const tenant = {
      id: tenantId,
      name: name ?? was.Name,
      isActive: isActive ?? was.IsActive === 1,
      createdAt: was.CreatedAt,
    };
    await tx.updateTable("Tenants")
      .set({ Name: tenant.name, IsActive: tenant.isActive ? 1 : 0 })
      .where("Id", "=", tenantId).execute();
    if (was.IsActive === 1 && !tenant.isActive) {
      await endSessionsIn(tx, tenantId);
      record({
        tenantId,
        type: "tenant:deactivated",
        topics: [TENANT],
        about: {},
        payload: {},
      });
    }
    return tenant;
  });
}
