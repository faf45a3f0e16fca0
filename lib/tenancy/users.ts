import type { Selectable } from "kysely";
import type { Queries } from "../db/database.ts";
import { isUniqueViolation } from "../db/errors.ts";
import type { Role, UserRow } from "../db/schema.ts";
import { parse } from "../http/body.ts";
import { Problem } from "../http/problem.ts";
import { UserEmail, UserName } from "./contract.ts";
import { findTenant } from "./tenants.ts";

export type User = Selectable<UserRow>;

export interface NewUser {
  tenantId: string;
  email: string;
  name: string;
  role: Role;
  /** `null`: cannot log in. */
  passwordHash: string | null;
}

/** SQLite takes 32,766 parameters a statement. */
const NAMES_PER_QUERY = 10_000;

/**
 * Makes a user.
 *
 * @returns the user's id.
 * @throws {Problem} 404 for a tenant that does not exist, 422 for an address that is none, 409 for
 * one that is taken, in whichever tenant.
 */
export async function createUser(
  tx: Queries,
  { tenantId, email, name, role, passwordHash }: NewUser,
  now: Date,
): Promise<number> {
  if (await findTenant(tx, tenantId) === undefined) {
    throw new Problem(
      404,
      `Cannot create user "${email}": there is no tenant "${tenantId}"`,
    );
  }
  const user = {
    TenantId: tenantId,
    Email: parse(UserEmail, email),
    Name: parse(UserName, name),
    Role: role,
    PasswordHash: passwordHash,
    CreatedAt: now.toISOString(),
  };
  try {
    const { insertId } = await tx.insertInto("Users").values(user)
      .executeTakeFirstOrThrow();
    return Number(insertId);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Problem(
      409,
      `Cannot create user: "${user.Email}" exists already`,
    );
  }
}

/** Whoever bears this address, in any tenant, active or not. Letter case does not count. */
export async function findUser(
  tx: Queries,
  email: string,
): Promise<User | undefined> {
  return await tx.selectFrom("Users").selectAll()
    .where("Email", "=", email).executeTakeFirst();
}

/** Those of the tenant's active people who bear one of these addresses or ids, by id. */
export async function findPeople(
  tx: Queries,
  tenantId: string,
  names: readonly (string | number)[],
): Promise<User[]> {
  const found = new Map<number, User>();
  for (let start = 0; start < names.length; start += NAMES_PER_QUERY) {
    const some = names.slice(start, start + NAMES_PER_QUERY);
    const emails = some.filter((name) => typeof name === "string");
    const ids = some.filter((name) => typeof name === "number");
    const rows = await tx.selectFrom("Users").selectAll()
      .where("TenantId", "=", tenantId)
      .where("IsActive", "=", 1)
      .where((eb) => eb.or([eb("Email", "in", emails), eb("Id", "in", ids)]))
      .execute();
    for (const row of rows) found.set(row.Id, row);
  }
  return [...found.values()].sort((a, b) => a.Id - b.Id);
}

/** All active people of the tenant, by id. */
export async function allPeople(
  tx: Queries,
  tenantId: string,
): Promise<User[]> {
  return await tx.selectFrom("Users").selectAll()
    .where("TenantId", "=", tenantId).where("IsActive", "=", 1)
    .orderBy("Id").execute();
}
