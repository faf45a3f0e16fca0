import { sql } from "kysely";
import { type Actor, askedBy } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import type { Services } from "../services.ts";
import type { PeoplePage, PeopleQuery } from "./contract.ts";

/**
 * The active people of the actor's own tenant whose name or address holds `q`, by name. `signal` is
 * the request's: a search may take long.
 */
export async function listPeople(
  { db }: Pick<Services, "db">,
  actor: Actor,
  { q, limit, cursor }: PeopleQuery,
  signal?: AbortSignal,
): Promise<PeoplePage> {
  const rows = await db.read(
    (tx) => found(tx, actor, { q, cursor }).limit(limit + 1).execute(),
    askedBy(actor, signal),
  );
  const items = rows.slice(0, limit);
  const more = rows.length > limit;
  return { items, nextCursor: more ? String(items.at(-1)!.id) : null };
}

function found(
  tx: Queries,
  { tenantId }: Actor,
  { q, cursor }: Pick<PeopleQuery, "q" | "cursor">,
) {
  let query = tx.selectFrom("Users")
    .select(["Id as id", "Email as email", "Name as name"])
    .where("TenantId", "=", tenantId)
    .where("IsActive", "=", 1)
    .orderBy("Name").orderBy("Id");
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
  return query;
}
