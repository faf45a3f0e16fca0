import { isFull } from "../db/disk_room.ts";
import type { Services } from "../services.ts";
import { Problem } from "./problem.ts";

/** Room comes back when somebody deletes files, or the operator adds some. */
const RETRY_AFTER_SECONDS = 60;

/**
 * Refuses what makes the data grow once the disk is used up but for `DISK_RESERVE_BYTES`. Signing
 * in, reading and deleting do not ask: the reserve is theirs, as SQLite needs room even to delete.
 *
 * @param bytes What is about to be written, as far as it is known.
 * @throws {Problem} 503 where it would take of the reserve.
 */
export async function requireDiskRoom(
  { diskRoom }: Pick<Services, "diskRoom">,
  bytes = 0,
): Promise<void> {
  const room = await diskRoom();
  if (room === null || room.reserve === 0) return;
  if (!isFull({ ...room, free: room.free - bytes })) return;
  throw new Problem(503, "The server's disk has no room for it now", {
    headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
  });
}
