import { readWal } from "./wal.ts";

/**
 * What SQLite leaves out of a write-ahead log, without a word, because something before it is not as
 * it was written. A checkpoint may have put some of it into the database before.
 */
export interface WalDamage {
  /** The first frame that is not whole, from 1; 0 for the log's own header. */
  damagedFrame: number;
  /** From the end of the last transaction that is read to that of the last one that is not. */
  lostFrames: number;
  /** Transactions of which at least the end stands whole behind the damage. */
  lostTransactions: number;
}

/**
 * Looks for the ends of transactions behind a frame that is not whole. A killed process leaves none:
 * it wrote in order, so its last frames are torn or lack their end, and those from before the log
 * was begun anew have other salts. A log that was cut short cannot be told from that.
 *
 * Nobody may write to the log meanwhile. SQLite has its locks on other files, so to close this one
 * lets go of none.
 */
export function findWalDamage(path: string): WalDamage | null {
  using file = Deno.openSync(path);
  const wal = readWal(file);
  if (wal === null) return null;
  let damagedFrame = wal.isHeaderWhole ? undefined : 0;
  let lastRead = 0;
  let lastLost = 0;
  let lostTransactions = 0;
  for (const { number, isWhole, isCommit } of wal.frames) {
    if (!isWhole) damagedFrame ??= number;
    else if (isCommit && damagedFrame === undefined) lastRead = number;
    else if (isCommit) {
      lastLost = number;
      lostTransactions++;
    }
  }
  if (damagedFrame === undefined || lostTransactions === 0) return null;
  return { damagedFrame, lostFrames: lastLost - lastRead, lostTransactions };
}
