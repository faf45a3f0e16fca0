import { statfs } from "node:fs/promises";
import type { Settings } from "../settings.ts";

/** The room on the disk that holds `DATA_DIR`, in bytes. */
export interface DiskRoom {
  total: number;
  /** What this process may still write, the reserve included. */
  free: number;
  /** What uploads and messages leave free. */
  reserve: number;
}

/** Asks the system anew; `null` where `DATA_DIR` is on no disk, as with servers for database and files. */
export async function diskRoom(
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
