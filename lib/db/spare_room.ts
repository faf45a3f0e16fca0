import { isDiskFull } from "./errors.ts";
import { PRIVATE_FILE } from "./private_file.ts";
import type { Write } from "./write.ts";

/** Twice what the write-ahead log grows between checkpoints: signing in and deleting take little. */
const SPARE_BYTES = 32 * 1_048_576;

/**
 * Room on the disk that no other program can take. It is a file, which is let go of when all else is
 * used up: without it nobody could sign in, nor delete what takes the room.
 */
export interface SpareRoom {
  /** Makes it, where there is none and the disk has plenty. What it fails of, it tries again. */
  keep(freeBytes: number): Promise<void>;
  /** Answers whether there was any. */
  letGo(): boolean;
}

export function createSpareRoom(path: string): SpareRoom {
  let isUnderWay = false;
  return {
    async keep(freeBytes) {
      if (isUnderWay || freeBytes < 4 * SPARE_BYTES) return;
      isUnderWay = true;
      try {
        if (await isWhole(path)) return;
        remove(path);
        await fill(path);
      } catch {
        remove(path);
      } finally {
        isUnderWay = false;
      }
    },
    letGo: () => remove(path),
  };
}

/** Writes once more in the spare room what found the disk full. */
export function withSpareRoom(write: Write, spare: SpareRoom): Write {
  return async (work, options) => {
    try {
      return await write(work, options);
    } catch (error) {
      if (!isDiskFull(error) || !spare.letGo()) throw error;
      return await write(work, options);
    }
  };
}

async function isWhole(path: string): Promise<boolean> {
  const there = await Deno.stat(path).catch(() => null);
  return there?.size === SPARE_BYTES;
}

/** With what no file system makes smaller. */
async function fill(path: string): Promise<void> {
  using file = await Deno.open(path, {
    write: true,
    createNew: true,
    mode: PRIVATE_FILE,
  });
  const piece = new Uint8Array(65_536);
  for (let filled = 0; filled < SPARE_BYTES; filled += piece.length) {
    crypto.getRandomValues(piece);
    await file.write(piece);
  }
}

function remove(path: string): boolean {
  try {
    Deno.removeSync(path);
    return true;
  } catch {
    return false;
  }
}
