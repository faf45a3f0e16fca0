import { head } from "../realtime/log/log.ts";
import type { Services } from "../services.ts";

/** How long the database may take to answer before the isolate counts as cut off from it. */
const PATIENCE_MS = 2_000;

/** Why this isolate should get no traffic now; `null` when it should. */
export async function unreadiness(
  { db, spine, log }: Pick<Services, "db" | "spine" | "log">,
): Promise<string | null> {
  if (spine.status().draining) return "draining";
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`No answer in ${PATIENCE_MS} ms`)),
    PATIENCE_MS,
  );
  try {
    await Promise.race([head(db.query), late.promise]);
    return null;
  } catch (error) {
    log.error("database.away", error);
    return "the database does not answer";
  } finally {
    clearTimeout(timer);
  }
}
