import type { Queries } from "../db/database.ts";

/** Whether a session has neither ended nor expired, and its user is active. */
export async function isSessionAlive(
  tx: Queries,
  sessionId: string,
  now: Date,
): Promise<boolean> {
  const row = await tx.selectFrom("Sessions")
    .innerJoin("Users", "Users.Id", "Sessions.UserId")
    .select("Sessions.Id")
    .where("Sessions.Id", "=", sessionId)
    .where("Sessions.ExpiresAt", ">", now.toISOString())
    .where("Users.IsActive", "=", 1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends all sessions of a user. Their streams end with the event that tells why. */
export async function endSessionsOf(
  tx: Queries,
  userId: number,
): Promise<void> {
  await tx.deleteFrom("Sessions").where("UserId", "=", userId).execute();
}
