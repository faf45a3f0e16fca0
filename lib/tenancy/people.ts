import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";
import { type Actor, askedBy } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import type { Services } from "../services.ts";
import { folded } from "../shared/folded.ts";
import type { PeoplePage, PeopleQuery, TenantPerson } from "./contract.ts";

/**
 * The active people of the actor's own tenant, by name; with `q`, those whose name or address holds
 * each of its words, the likeliest first. `signal` is the request's: a search may take long.
 */
export async function listPeople(
  { db, recentPeople }: Pick<Services, "db" | "recentPeople">,
  actor: Actor,
  { q, limit, cursor }: PeopleQuery,
  signal?: AbortSignal,
): Promise<PeoplePage> {
  const wanted = folded(q).trim();
  return await db.read(async (tx) => {
    if (wanted === "") return await byName(tx, actor, limit, cursor);
    const recent = await Promise.all(
      recentPeople.map((ofArea) => ofArea(tx, actor)),
    );
    return await likeliest(tx, actor, wanted, recent.flat(), limit, cursor);
  }, askedBy(actor, signal));
}

/** The cursor is the last one's id. */
async function byName(
  tx: Queries,
  { tenantId }: Actor,
  limit: number,
  cursor?: number,
): Promise<PeoplePage> {
  const rows = await people(tx, tenantId)
    .$if(cursor !== undefined, (query) =>
      query.where(
        sql<SqlBool>`(Name, Id) > (SELECT Name, Id FROM Users
          WHERE Id = ${cursor} AND TenantId = ${tenantId})`,
      ))
    .orderBy("Name").orderBy("Id").limit(limit + 1).execute();
  return page(rows, limit, ({ id }) => id);
}

/** The cursor is how many came before: whom one writes to meanwhile changes the order. */
async function likeliest(
  tx: Queries,
  { tenantId, email }: Actor,
  wanted: string,
  recent: string[],
  limit: number,
  cursor = 0,
): Promise<PeoplePage> {
  const holds = (text: string) => sql<SqlBool>`instr(SearchText, ${text}) > 0`;
  const begins = expressionBuilder<Schema, "Users">()
    .or(["\n", " ", "-", ".", "'"].map((before) => holds(before + wanted)));
  const isWhole = holds(`\n${wanted}\n`);
  const rows = await people(tx, tenantId)
    .where((eb) => eb.and(wanted.split(/\s+/).map(holds)))
    .orderBy(first(isWhole))
    .orderBy((eb) => first(eb("Email", "<>", email)))
    .orderBy(first(begins))
    .$if(
      recent.length > 0,
      (query) => query.orderBy((eb) => first(eb("Email", "in", recent))),
    )
    .orderBy("Name").orderBy("Id")
    .limit(limit + 1).offset(cursor).execute();
  return page(rows, limit, () => cursor + limit);
}

function people(tx: Queries, tenantId: string) {
  return tx.selectFrom("Users")
    .select(["Id as id", "Email as email", "Name as name"])
    .where("TenantId", "=", tenantId).where("IsActive", "=", 1);
}

/** Orders those of whom it is true before the others. */
function first(condition: Expression<SqlBool>) {
  return sql`CASE WHEN ${condition} THEN 0 ELSE 1 END`;
}

function page(
  rows: TenantPerson[],
  limit: number,
  cursorAfter: (last: TenantPerson) => number,
): PeoplePage {
  const items = rows.slice(0, limit);
  const more = rows.length > limit;
  return {
    items,
    nextCursor: more ? String(cursorAfter(items.at(-1)!)) : null,
  };
}
