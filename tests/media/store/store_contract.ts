import assert from "node:assert/strict";
import { newKeys } from "../../../lib/media/store/keys.ts";
import type { Store } from "../../../lib/media/store/store.ts";

const MIB = 1024 * 1024;

/** Makes a store that is empty, and tells what unfinished writes have left in it. */
export interface StoreUnderTest extends AsyncDisposable {
  store: Store;
  /** Begins a write as a process does that is killed in the middle of it. */
  leaveUnfinished(): Promise<void>;
}

/** What every store promises: the same tests for a folder and for a bucket. */
export function testStore(open: () => Promise<StoreUnderTest>): void {
  const test = (name: string, work: (under: StoreUnderTest) => Promise<void>) =>
    Deno.test(name, async () => {
      await using under = await open();
      await work(under);
    });

  for (const [name, size] of Object.entries(SIZES)) {
    test(`gives back ${name}, byte by byte`, async ({ store }) => {
      const key = newKeys("acme").file;
      const bytes = someBytes(size);
      await store.put(key, chunksOf(bytes), { contentType: "text/plain" });
      assert.deepEqual(await all(store, key), bytes);
      const object = await store.head(key);
      assert.equal(object?.size, size);
      assert.ok(Math.abs(object.modifiedAt.getTime() - Date.now()) < 60_000);
    });
  }

  test("gives a range of the bytes, both ends within", async ({ store }) => {
    const key = newKeys("acme").file;
    const bytes = someBytes(9 * MIB);
    await store.put(key, chunksOf(bytes));
    const last = bytes.length - 1;
    for (
      const [start, end] of [[0, 0], [1, 200_000], [5 * MIB - 1, 5 * MIB], [
        last,
        last,
      ]]
    ) {
      const got = await all(store, key, { start, end });
      assert.deepEqual(got, bytes.slice(start, end + 1));
    }
  });

  test("a reader may stop in the middle", async ({ store }) => {
    const key = newKeys("acme").file;
    await store.put(key, chunksOf(someBytes(2 * MIB)));
    const body = await store.get(key);
    await body!.getReader().cancel();
  });

  test("has nothing where nothing was put", async ({ store }) => {
    const { file } = newKeys("acme");
    assert.equal(await store.get(file), null);
    assert.equal(await store.head(file), null);
    await store.delete(file);
  });

  test("a write replaces what was there", async ({ store }) => {
    const { file } = newKeys("acme");
    await store.put(file, chunksOf(someBytes(10)));
    await store.put(file, chunksOf(someBytes(20)));
    assert.deepEqual(await all(store, file), someBytes(20));
  });

  test("what was deleted is gone", async ({ store }) => {
    const { file, thumbnail } = newKeys("acme");
    await store.put(file, chunksOf(someBytes(10)));
    await store.put(thumbnail, chunksOf(someBytes(10)));
    await store.delete(file);
    await store.delete(file);
    assert.deepEqual(await keysOf(store), [thumbnail]);
    await store.delete(thumbnail);
    assert.deepEqual(await keysOf(store), []);
  });

  for (const size of [MIB, 20 * MIB]) {
    test(`a body of ${size} bytes that breaks off leaves nothing`, async ({ store }) => {
      const { file } = newKeys("acme");
      const broken = async function* () {
        yield* chunksOf(someBytes(size));
        throw new Error("the line is dead");
      };
      await assert.rejects(store.put(file, broken()), /the line is dead/);
      await isUntouched(store);
    });
  }

  test("lists what begins with a prefix, in order, each object once", async ({ store }) => {
    const acme = Array.from({ length: 1_050 }, () => newKeys("acme").file);
    const other = newKeys("acme-2").file;
    const lines = Array.from(
      { length: 8 },
      (_, line) => acme.filter((_, index) => index % 8 === line),
    );
    await Promise.all(lines.map(async (keys) => {
      for (const key of keys) await store.put(key, chunksOf(someBytes(3)));
    }));
    await store.put(other, chunksOf(someBytes(3)));

    assert.deepEqual(await keysOf(store, "acme/"), acme.toSorted());
    assert.deepEqual(await keysOf(store, "acme-2/"), [other]);
    assert.deepEqual(await keysOf(store, acme[0]), [acme[0]]);
    assert.equal((await keysOf(store)).length, 1_051);
    assert.deepEqual(await keysOf(store, "globex/"), []);
    for await (const { size } of store.list("acme/")) {
      assert.equal(size, 3);
      break; // nobody needs to hear all of it
    }
  });

  test("refuses what is no key", async ({ store }) => {
    for (
      const key of ["", "a", "../etc/passwd", "acme/../x", "acme/A b", "/a/b"]
    ) {
      await assert.rejects(store.get(key), TypeError, key);
      await assert.rejects(store.put(key, chunksOf(someBytes(1))), TypeError);
      await assert.rejects(store.head(key), TypeError);
      await assert.rejects(store.delete(key), TypeError);
    }
  });

  test("removes what unfinished writes have left, if they are old enough", async (under) => {
    const { store } = under;
    await under.leaveUnfinished();
    await under.leaveUnfinished();
    const longAgo = new Date(Date.now() - 3_600_000);
    const soon = new Date(Date.now() + 3_600_000);
    assert.equal(await store.removeUnfinished(longAgo), 0);
    assert.deepEqual(await keysOf(store), []);
    assert.equal(await store.removeUnfinished(soon), 2);
    assert.equal(await store.removeUnfinished(soon), 0);
  });
}

/** Sizes at which a store changes how it goes about it. */
const SIZES = {
  "nothing": 0,
  "one byte": 1,
  "just what fits one part": 5 * MIB,
  "a byte more": 5 * MIB + 1,
  "just two parts": 10 * MIB,
  "three parts and some": 17 * MIB,
};

/** Bytes without a pattern that a shift could hide in. */
export function someBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 1;
  for (let index = 0; index < length; index++) {
    state = (state * 48_271) % 2_147_483_647;
    bytes[index] = state;
  }
  return bytes;
}

/** In pieces of odd sizes, as a network brings them. */
export async function* chunksOf(
  bytes: Uint8Array,
): AsyncGenerator<Uint8Array> {
  for (let at = 0, size = 1; at < bytes.length; at += size) {
    size = Math.min(size * 3, 65_521);
    yield bytes.slice(at, at + size);
  }
}

async function all(
  store: Store,
  key: string,
  range?: { start: number; end: number },
): Promise<Uint8Array> {
  return await new Response(await store.get(key, range)).bytes();
}

export async function keysOf(store: Store, prefix = ""): Promise<string[]> {
  return await Array.fromAsync(store.list(prefix), ({ key }) => key);
}

async function isUntouched(store: Store): Promise<void> {
  assert.deepEqual(await keysOf(store), []);
  const soon = new Date(Date.now() + 3_600_000);
  assert.equal(await store.removeUnfinished(soon), 0);
}
