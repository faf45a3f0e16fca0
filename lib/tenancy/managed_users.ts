import type { Selectable } from "kysely";
import { type Actor, askedBy } from "../auth/actor.ts";
import type { UserRow } from "../db/schema.ts";
import { decodeCursor, encodeCursor } from "../http/paging.ts";
import { notFound, Problem } from "../http/problem.ts";
import { head } from "../realtime/log/log.ts";
import type { Services } from "../services.ts";
import { requireMayAdminister } from "./authority.ts";
import type { ManagedUser, ManagedUserPage, UsersQuery } from "./contract.ts";
import { findTenant } from "./tenants.ts";

/**
 * The people of a tenant, those who were shut out too, newest first.
 *
 * @throws {Problem} 403 for who is no admin, 404 for a tenant that is not theirs or does not exist;
 * 422 for a cursor of no list.
 */
export async function listUsers(
  { db }: Pick<Services, "db">,
  actor: Actor,
  { tenant, limit, cursor }: UsersQuery,
): Promise<ManagedUserPage> {
  const tenantId = tenant ?? actor.tenantId;
  requireMayAdminister(actor, tenantId, "Tenant", tenantId);
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  return await db.read(async (tx) => {
    if (await findTenant(tx, tenantId) === undefined) {
      throw notFound("Tenant", tenantId);
    }
    const rows = await tx.selectFrom("Users").selectAll()
      .where("TenantId", "=", tenantId)
      .$if(after !== undefined, (query) =>
        query.where((eb) =>
          eb(
            eb.refTuple("CreatedAt", "Id"),
            "<",
            eb.tuple(after!.createdAt, after!.id),
          )
        ))
      .orderBy("CreatedAt", "desc").orderBy("Id", "desc")
      .limit(limit + 1).execute();
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(asManagedUser),
      nextCursor: last && rows.length > limit
        ? encodeCursor({ createdAt: last.CreatedAt, id: last.Id })
        : null,
      position: await head(tx),
    };
  }, askedBy(actor));
}

/** The id of whoever has this address, in any tenant. @throws {Problem} 404 for nobody. */
export async function userIdOf(
  { db }: Pick<Services, "db">,
  email: string,
): Promise<number> {
  const row = await db.query.selectFrom("Users").select("Id")
    .where("Email", "=", email).executeTakeFirst();
  if (row) return row.Id;
  throw new Problem(404, `There is no user "${email}"`);
}

export function asManagedUser(row: Selectable<UserRow>): ManagedUser {
  return {
    id: row.Id,
    email: row.Email,
    name: row.Name,
    role: row.Role,
    tenantId: row.TenantId,
    isActive: row.IsActive === 1,
    createdAt: row.CreatedAt,
  };
}
