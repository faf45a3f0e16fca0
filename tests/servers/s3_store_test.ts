import assert from "node:assert/strict";
import { openStore } from "../../lib/media/store/open_store.ts";
import { s3Client } from "../../lib/media/store/s3_client.ts";
import { newKeys } from "../../lib/media/store/keys.ts";
import { AREAS } from "../../lib/areas.ts";
import { readSettings } from "../../lib/settings.ts";
import { keysOf, testStore } from "../media/store/store_contract.ts";
import { startVersitygw } from "./versitygw.ts";

const folder = await Deno.makeTempDir({ prefix: "harbor-test-" });
const server = await startVersitygw(folder);
Deno.test.afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await Deno.remove(folder, { recursive: true });
});

testStore(async () => {
  const settings = readSettings(server.environment, AREAS);
  const store = await openStore(settings);
  const client = s3Client(settings.bucket!);
  await empty();
  return {
    store,
    async leaveUnfinished() {
      const query = new URLSearchParams({ uploads: "" });
      const key = newKeys("acme").file;
      const begun = await client.ask("begin", key, { method: "POST", query });
      await begun.body?.cancel();
    },
    [Symbol.asyncDispose]: empty,
  };

  async function empty() {
    for (const key of await keysOf(store)) await store.delete(key);
    await store.removeUnfinished(new Date(Date.now() + 3_600_000));
  }
});

Deno.test("uploads that others have begun in the same bucket are let be", async () => {
  const settings = readSettings(server.environment, AREAS);
  const store = await openStore(settings);
  const client = s3Client(settings.bucket!);
  const query = new URLSearchParams({ uploads: "" });
  for (const key of ["backups/db-dump", "acme/plan/file"]) {
    const begun = await client.ask("begin", key, { method: "POST", query });
    await begun.body?.cancel();
  }
  const soon = new Date(Date.now() + 3_600_000);
  assert.equal(await store.removeUnfinished(soon), 0);
});
