import { sql } from "kysely";
import type { Actor } from "../auth/actor.ts";
import type { Services } from "../services.ts";
import type { PeoplePage, PeopleQuery } from "./contract.ts";

/** The active people of the actor's own tenant whose name or address holds `q`, by name. */
export async function listPeople(
  { db }: Pick<Services, "db">,
  { tenantId }: Actor,
  { q, limit, cursor }: PeopleQuery,
): Promise<PeoplePage> {
  let query = db.query.selectFrom("Users")
    .select(["Id as id", "Email as email", "Name as name"])
    .where("TenantId", "=", tenantId)
    .where("IsActive", "=", 1)
    .orderBy("Name").orderBy("Id").limit(limit + 1);
  if (q !== "") {
    const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
    query = query.where(
      sql<
        boolean
      >`(Name LIKE ${pattern} ESCAPE '\\' OR Email LIKE ${pattern} ESCAPE '\\')`,
    );
  }
  if (cursor !== undefined) {
    query = query.where(
      sql<boolean>`(Name, Id) > (SELECT Name, Id FROM Users
        WHERE Id = ${cursor} AND TenantId = ${tenantId})`,
    );
  }
  const rows = await query.execute();
  const items = rows.slice(0, limit);
  const more = rows.length > limit;
  return { items, nextCursor: more ? String(items.at(-1)!.id) : null };
}
