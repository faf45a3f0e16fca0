import { isFull } from "../db/disk_room.ts";
import { head } from "../realtime/log/log.ts";
import type { Services } from "../services.ts";
import { inTime } from "../shared/in_time.ts";

/** How long the database may take to answer before the isolate counts as cut off from it. */
const PATIENCE_MS = 2_000;

/** Why this isolate should get no traffic now; `null` when it should. */
export async function unreadiness(
  { db, spine, log }: Pick<Services, "db" | "spine" | "log">,
): Promise<string | null> {
  if (spine.status().draining) return "draining";
  const late = () => new Error(`No answer in ${PATIENCE_MS} ms`);
  try {
    await inTime(PATIENCE_MS, head(db.query), late);
    return null;
  } catch (error) {
    log.error("database.away", error);
    return "the database does not answer";
  }
}

/**
 * What an isolate that should get traffic cannot do now; `null` when it can do all. A full disk is
 * no reason to send nobody: reading goes on, and deleting, which alone makes room.
 */
export async function shortcoming(
  { diskRoom }: Pick<Services, "diskRoom">,
): Promise<string | null> {
  const room = await diskRoom();
  if (room === null || !isFull(room)) return null;
  return "the disk is full but for its reserve; uploads and messages are refused";
}
