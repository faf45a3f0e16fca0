import type { Queries } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";

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
  db.selectFrom("Sessions")
    .innerJoin("Users", "Users.Id", "Sessions.UserId")
    .select("Sessions.Id")
    .where("Sessions.Id", "=", values.sessionId)
    .where("Sessions.ExpiresAt", ">", values.now)
    .where("Users.IsActive", "=", 1)
);

/** Ends all sessions of a user. Their streams end with the event that tells why. */
export async function endSessionsOf(
  tx: Queries,
  userId: number,
): Promise<void> {
  await tx.deleteFrom("Sessions").where("UserId", "=", userId).execute();
}
