import { join } from "node:path";
import { folderStore } from "../../../lib/media/store/folder_store.ts";
import { testStore } from "./store_contract.ts";

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
