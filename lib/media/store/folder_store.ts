import { dirname, join } from "node:path";
import { PRIVATE_FILE, PRIVATE_FOLDER } from "../../db/private_file.ts";
import type { ByteRange } from "../../http/ranges.ts";
import { isKey } from "./keys.ts";
import { inPieces } from "./pieces.ts";
import { type Store, StoreAwayError, type StoredObject } from "./store.ts";

const READ_BYTES = 65_536;
const PRIVATE = { recursive: true, mode: PRIVATE_FOLDER };
/** The network's chunks are small, and each write is a trip to another thread. */
const WRITE_BYTES = 1_048_576;

/**
 * Objects as files below `root`, which is made when it is first written to. A file is written under
 * a name of its own in `.unfinished`, flushed to the disk and only then renamed.
 */
export function folderStore(root: string): Store {
  const unfinished = join(root, ".unfinished");

  return {
    async put(key, body) {
      const path = pathOf(key);
      const part = join(unfinished, crypto.randomUUID());
      try {
        await away(`Cannot write ${key}`, async () => {
          await Deno.mkdir(unfinished, PRIVATE);
          await Deno.mkdir(dirname(path), PRIVATE);
        });
        await write(key, part, body);
        await away(`Cannot write ${key}`, async () => {
          await Deno.rename(part, path);
          await flushFolder(dirname(path));
        });
      } catch (error) {
        await Deno.remove(part).catch(() => {});
        throw error;
      }
    },

    async get(key, range) {
      const file = await open(key);
      return file && bytesOf(file, range);
    },

    async head(key) {
      return await objectAt(key);
    },

    async delete(key) {
      const path = pathOf(key);
      await away(`Cannot remove ${key}`, async () => {
        await ignoring(Deno.errors.NotFound, Deno.remove(path));
        // Its folder goes with the last object in it; another's `put` makes it again.
        await Deno.remove(dirname(path)).catch(() => {});
      });
    },

    async *list(prefix) {
      for await (const key of keysBelow("", prefix)) {
        const object = await objectAt(key);
        if (object) yield object;
      }
    },

    async removeUnfinished(time) {
      return await away("Cannot tidy up", async () => {
        let removed = 0;
        for (const name of await namesIn(unfinished)) {
          const path = join(unfinished, name);
          const info = await ignoring(Deno.errors.NotFound, Deno.stat(path));
          if (!info?.mtime || info.mtime >= time) continue;
          await ignoring(Deno.errors.NotFound, Deno.remove(path));
          removed++;
        }
        return removed;
      });
    },
  };

  function pathOf(key: string): string {
    if (!isKey(key)) throw new TypeError(`"${key}" is no key of a store`);
    return join(root, key);
  }

  async function open(key: string): Promise<Deno.FsFile | null> {
    const path = pathOf(key);
    return await away(
      `Cannot read ${key}`,
      async () => await ignoring(Deno.errors.NotFound, Deno.open(path)) ?? null,
    );
  }

  async function objectAt(key: string): Promise<StoredObject | null> {
    const path = pathOf(key);
    const info = await away(
      `Cannot read ${key}`,
      () => ignoring(Deno.errors.NotFound, Deno.stat(path)),
    );
    if (!info?.isFile) return null;
    return { key, size: info.size, modifiedAt: info.mtime ?? new Date(0) };
  }

  /** In the order of keys; folders that can hold none of `prefix` are passed over. */
  async function* keysBelow(
    folder: string,
    prefix: string,
  ): AsyncGenerator<string> {
    const entries = await away(
      "Cannot list",
      () => entriesIn(join(root, folder)),
    );
    for (const { name, isDirectory } of entries) {
      const key = folder + name;
      const start = `${key}/`;
      if (!isDirectory) {
        if (key.startsWith(prefix) && isKey(key)) yield key;
      } else if (start.startsWith(prefix) || prefix.startsWith(start)) {
        yield* keysBelow(start, prefix);
      }
    }
  }
}

/** A rename is on the disk only when its folder is. */
async function flushFolder(path: string): Promise<void> {
  using folder = await Deno.open(path);
  await folder.sync();
}

async function write(
  key: string,
  path: string,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const doing = `Cannot write ${key}`;
  using file = await away(
    doing,
    () => Deno.open(path, { write: true, createNew: true, mode: PRIVATE_FILE }),
  );
  for await (const chunk of inPieces(body, WRITE_BYTES)) {
    for (let at = 0; at < chunk.byteLength;) {
      at += await away(doing, () => file.write(chunk.subarray(at)));
    }
  }
  await away(doing, () => file.sync());
}

function bytesOf(file: Deno.FsFile, range?: ByteRange): ReadableStream {
  let left = range ? range.end - range.start + 1 : Infinity;
  let sought = !range;
  return new ReadableStream({
    type: "bytes",
    async pull(controller) {
      try {
        if (!sought) await file.seek(range!.start, Deno.SeekMode.Start);
        sought = true;
        const chunk = new Uint8Array(Math.min(READ_BYTES, left));
        const count = left > 0 ? await file.read(chunk) : null;
        if (count === null) {
          file.close();
          controller.close();
          controller.byobRequest?.respond(0);
          return;
        }
        left -= count;
        controller.enqueue(chunk.subarray(0, count));
      } catch (error) {
        file.close();
        throw error;
      }
    },
    cancel: () => file.close(),
  });
}

async function entriesIn(folder: string): Promise<Deno.DirEntry[]> {
  const entries: Deno.DirEntry[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (!entry.name.startsWith(".")) entries.push(entry);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const order = ({ name, isDirectory }: Deno.DirEntry) =>
    isDirectory ? `${name}/` : name;
  return entries.sort((one, other) => order(one) < order(other) ? -1 : 1);
}

async function namesIn(folder: string): Promise<string[]> {
  return (await entriesIn(folder)).map(({ name }) => name);
}

async function ignoring<T>(
  // deno-lint-ignore no-explicit-any -- any error's constructor
  expected: new (...args: any[]) => Error,
  work: Promise<T>,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof expected) return undefined;
    throw error;
  }
}

async function away<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StoreAwayError(doing, error);
  }
}
