import { statfs } from "node:fs/promises";
import type { SpareRoom } from "./spare_room.ts";
import type { Settings } from "../settings.ts";

/** The room on the disk that holds `DATA_DIR`, in bytes. */
export interface DiskRoom {
  total: number;
  /** What this process may still write, the reserve included. */
  free: number;
  /** What uploads and messages leave free. */
  reserve: number;
}

/** Asks for the room; `null` as in `diskRoom`. */
export type DiskRoomLook = () => Promise<DiskRoom | null>;

/** How long an answer is as good as a new one, in ms: to ask takes a trip to another thread. */
const FRESH_MS = 1_000;

/**
 * Asks the system once a second at most, however often it is asked itself. The spare room is made
 * when there is plenty.
 */
export function createDiskRoomLook(
  settings: Pick<Settings, "dataDir" | "diskReserveBytes">,
  spareRoom?: SpareRoom,
): DiskRoomLook {
  let known: Promise<DiskRoom | null> | undefined;
  let askedAt = -Infinity;
  return () => {
    const now = performance.now();
    if (known === undefined || now - askedAt > FRESH_MS) {
      known = diskRoom(settings);
      askedAt = now;
      known.then((room) => {
        if (room) spareRoom?.keep(room.free - room.reserve);
      });
    }
    return known;
  };
}

/** Asks the system anew; `null` where `DATA_DIR` is on no disk, as with servers for database and files. */
async function diskRoom(
  { dataDir, diskReserveBytes }: Pick<Settings, "dataDir" | "diskReserveBytes">,
): Promise<DiskRoom | null> {
  try {
    const { blocks, bavail, bsize } = await statfs(dataDir);
    return {
      total: blocks * bsize,
      free: bavail * bsize,
      reserve: diskReserveBytes,
    };
  } catch {
    return null;
  }
}

/** Whether the disk is used up but for the reserve. */
export function isFull({ free, reserve }: DiskRoom): boolean {
  return free < reserve;
}
