/** Whether people of this role administer a tenant, or all of them. */
export function isAdmin(role: string): boolean {
  return role === "tenant_admin" || role === "global_admin";
}
