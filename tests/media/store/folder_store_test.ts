import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { folderStore } from "../../../lib/media/store/folder_store.ts";
import { newKeys } from "../../../lib/media/store/keys.ts";
import { keysOf, testStore } from "./store_contract.ts";

testStore(async () => {
  const folder = await Deno.makeTempDir({ prefix: "harbor-test-" });
  const root = join(folder, "media");
  return {
    store: folderStore(root),
    async leaveUnfinished() {
      const unfinished = join(root, ".unfinished");
      await Deno.mkdir(unfinished, { recursive: true });
      await Deno.writeTextFile(join(unfinished, crypto.randomUUID()), "half");
    },
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
});

Deno.test("a list reads each folder once, however many objects there are", async () => {
  const root = await Deno.makeTempDir({ prefix: "harbor-test-" });
  const { readDir } = Deno;
  try {
    const keys = Array.from({ length: 2_100 }, () => newKeys("acme").file);
    for (const key of keys) {
      Deno.mkdirSync(join(root, dirname(key)), { recursive: true });
      Deno.writeTextFileSync(join(root, key), "");
    }
    const read: string[] = [];
    Deno.readDir = (path) => {
      read.push(String(path));
      return readDir(path);
    };
    assert.equal((await keysOf(folderStore(root))).length, keys.length);
    assert.equal(read.length, new Set(read).size);
  } finally {
    Deno.readDir = readDir;
    await Deno.remove(root, { recursive: true });
  }
});
