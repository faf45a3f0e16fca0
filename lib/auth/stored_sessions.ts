import type { Database, Queries } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";

/** How many are asked about at once: more would hold up whatever else wants the database. */
const SESSIONS_PER_QUERY = 500;

/** Of these sessions, those that have neither ended nor expired, and whose users are active. */
export async function livingSessions(
  { query }: Pick<Database, "query">,
  sessionIds: readonly string[],
  now: Date,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (let start = 0; start < sessionIds.length; start += SESSIONS_PER_QUERY) {
    const ids = sessionIds.slice(start, start + SESSIONS_PER_QUERY);
    const rows = await alive(query, now.toISOString())
      .where("Sessions.Id", "in", ids).execute();
    for (const { Id } of rows) found.add(Id);
  }
  return found;
}

/** Whether a session has neither ended nor expired, and its user is active. */
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
