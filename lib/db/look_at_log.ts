import { DatabaseBusyError } from "./errors.ts";
import { findWalDamage, type WalDamage } from "./file/wal_damage.ts";
import { filePathOf } from "./location.ts";
import { writerLock } from "./writer_lock.ts";

/**
 * Looks what is lost of the write-ahead log of the database at `url`, before it is opened and
 * written to anew. `null`: nothing is, as far as can be known, or it is a server's.
 */
export async function lookAtLog(url: string): Promise<WalDamage | null> {
  const path = filePathOf(url);
  if (path === undefined) return null;
  using lock = writerLock(`${path}-writer`);
  try {
    return await lock.inTurn(() =>
      Promise.try(() => findWalDamage(`${path}-wal`))
    );
  } catch (error) {
    const isMissing = error instanceof Deno.errors.NotFound;
    if (isMissing || error instanceof DatabaseBusyError) return null;
    throw error;
  }
}
