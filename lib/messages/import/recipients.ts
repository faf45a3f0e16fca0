import type { Queries } from "../../db/database.ts";
import { Problem } from "../../http/problem.ts";
import { emailKey } from "../../shared/same_email.ts";
import { findTenant } from "../../tenancy/tenants.ts";
import { findPeople } from "../../tenancy/users.ts";

/**
 * The addresses of those who get the messages, as the tenant writes them.
 *
 * @throws {Problem} 404 for a tenant that does not exist, 422 for recipients who are not in it.
 */
export async function recipientsOf(
  tx: Queries,
  { tenantId, recipients }: { tenantId: string; recipients: string[] },
): Promise<string[]> {
  if (await findTenant(tx, tenantId) === undefined) {
    throw new Problem(
      404,
      `Cannot import: there is no tenant "${tenantId}"`,
    );
  }
  const names = recipients.map((email) => emailKey(email.trim()));
  const people = await findPeople(tx, tenantId, names);
  const emails = people.map(({ Email }) => Email);
  const unknown = names.filter((name) => !emails.includes(name));
  if (unknown.length > 0) {
    throw new Problem(
      422,
      unknown.map((name) =>
        `Cannot import: recipient "${name}" is not in tenant "${tenantId}"`
      ).join("\n"),
    );
  }
  return emails;
}
