import { type Actor, SYSTEM_TENANT } from "../auth/actor.ts";
import { notFound, Problem } from "../http/problem.ts";

/** Who administers: an admin of the tenant or of all, or `null` for whoever runs commands here. */
export type Administrator = Actor | null;

/**
 * Lets global admins administer every tenant, and a tenant's admins their own.
 *
 * @param what The thing that is administered, for the error: "User".
 * @throws {Problem} 404 for what is of another tenant, 403 for what is of one's own.
 */
export function requireMayAdminister(
  by: Administrator,
  tenantId: string,
  what: string,
  id: string | number,
): void {
  if (by === null || by.role === "global_admin") return;
  if (by.tenantId !== tenantId) throw notFound(what, id);
  if (by.role === "tenant_admin") return;
  throw new Problem(
    403,
    `Cannot administer "${tenantId}": "${by.email}" is not an admin of it`,
  );
}

/**
 * Lets global admins, and whoever runs commands here, do what is done to a tenant as a whole.
 *
 * @throws {Problem} 403 for all others of the tenant, its admins too; 404 for those of another.
 */
export function requireGlobalAdmin(by: Administrator, tenantId: string): void {
  if (by === null || by.role === "global_admin") return;
  if (by.tenantId !== tenantId) throw notFound("Tenant", tenantId);
  throw new Problem(
    403,
    `Cannot administer tenant "${tenantId}": "${by.email}" is not a global admin`,
  );
}

/** @throws {Problem} 409 for the tenant of the global admins. */
export function requireNotSystem(tenantId: string): void {
  if (tenantId !== SYSTEM_TENANT) return;
  throw new Problem(
    409,
    `Cannot deactivate tenant "${SYSTEM_TENANT}": it is the global admins' own`,
  );
}
