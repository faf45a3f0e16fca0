import { sql } from "kysely";
import type { Database, Queries } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";

/**
 * Of these sessions, those that have ended or expired, or whose user or tenant is shut out. One
 * statement, off the event loop, however many are asked about.
 */
export async function endedSessions(
  { query }: Pick<Database, "query">,
  sessionIds: readonly string[],
  now: Date,
): Promise<Set<string>> {
  const rows = await query
    .selectFrom(
      sql<{ id: string }>`(
        SELECT value AS id FROM json_each(${JSON.stringify(sessionIds)}))`
        .as("asked"),
    )
    .select("asked.id")
    .where(({ exists, not }) =>
      not(exists(
        alive(query, now.toISOString()).where(
          "Sessions.Id",
          "=",
          sql.ref<string>("asked.id"),
        ),
      ))
    ).execute();
  return new Set(rows.map(({ id }) => id));
}

/** Whether a session has neither ended nor expired, and its user and their tenant are active. */
export async function isSessionAlive(
  tx: Queries,
  sessionId: string,
  now: Date,
): Promise<boolean> {
  const { rows } = await tx.executeQuery(
    living({ sessionId, now: now.toISOString() }),
  );
  return rows.length > 0;
}

const living = prepared((db, values: { sessionId: string; now: string }) =>
  alive(db, values.now).where("Sessions.Id", "=", values.sessionId)
);

function alive(db: Queries, now: string) {
  return db.selectFrom("Sessions")
    .innerJoin("Users", "Users.Id", "Sessions.UserId")
    .innerJoin("Tenants", "Tenants.Id", "Users.TenantId")
    .select("Sessions.Id")
    .where("Sessions.ExpiresAt", ">", now)
    .where("Users.IsActive", "=", 1)
    .where("Tenants.IsActive", "=", 1);
}

/**
 * Ends the sessions of a user, but for one. Their streams end with the event that tells why.
 *
 * @returns the ids of those that have ended.
 */
export async function endSessionsOf(
  tx: Queries,
  userId: number,
  but?: string,
): Promise<string[]> {
  const ended = await tx.deleteFrom("Sessions").where("UserId", "=", userId)
    .$if(but !== undefined, (query) => query.where("Id", "<>", but!))
    .returning("Id").execute();
  return ended.map(({ Id }) => Id);
}

/** Ends the sessions of everybody in a tenant. */
export async function endSessionsIn(
  tx: Queries,
  tenantId: string,
): Promise<void> {
  await tx.deleteFrom("Sessions").where(
    "UserId",
    "in",
    tx.selectFrom("Users").select("Id").where("TenantId", "=", tenantId),
  ).execute();
}
