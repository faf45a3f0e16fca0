import assert from "node:assert/strict";
import { newKeys } from "../../lib/media/store/keys.ts";
import { openStore } from "../../lib/media/store/open_store.ts";
import { elementsOf } from "../../lib/media/store/s3_answer.ts";
import { s3Client } from "../../lib/media/store/s3_client.ts";
import { type Store, StoreAwayError } from "../../lib/media/store/store.ts";
import { AREAS } from "../../lib/areas.ts";
import { readSettings } from "../../lib/settings.ts";
import { chunksOf, keysOf, someBytes } from "../media/store/store_contract.ts";
import { populated } from "../support/data.ts";
import { startServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { startVersitygw } from "./versitygw.ts";

const MIB = 1024 * 1024;

const folder = await Deno.makeTempDir({ prefix: "harbor-test-" });
const bucket = await startVersitygw(folder);
Deno.test.afterAll(async () => {
  await bucket[Symbol.asyncDispose]();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("while the bucket is away, everything that asks it is told so soon", async () => {
  const store = await openStore(readSettings(bucket.environment, AREAS));
  const { file } = newKeys("acme");
  await store.put(file, chunksOf(someBytes(10)));
  await bucket.kill("SIGKILL");
  const asks: Record<string, (store: Store) => Promise<unknown>> = {
    put: (store) => store.put(newKeys("acme").file, chunksOf(someBytes(10))),
    "put in parts": (store) =>
      store.put(newKeys("acme").file, chunksOf(someBytes(11 * MIB))),
    get: (store) => store.get(file),
    head: (store) => store.head(file),
    delete: (store) => store.delete(file),
    list: (store) => keysOf(store),
  };
  for (const [name, ask] of Object.entries(asks)) {
    const since = performance.now();
    await assert.rejects(ask(store), StoreAwayError, name);
    assert.ok(performance.now() - since < 5_000, name);
  }
  await bucket.restart();
  assert.deepEqual(await keysOf(store), [file]);
  await store.delete(file);
});

Deno.test("a write that the bucket dies under leaves nothing that stays", async () => {
  const store = await openStore(readSettings(bucket.environment, AREAS));
  const dying = async function* () {
    yield* chunksOf(someBytes(11 * MIB));
    await bucket.kill("SIGKILL");
    yield* chunksOf(someBytes(11 * MIB));
  };
  const put = store.put(newKeys("acme").file, dying());
  await assert.rejects(put, StoreAwayError);
  await bucket.restart();
  assert.deepEqual(await keysOf(store), []);
  const soon = new Date(Date.now() + 3_600_000);
  assert.equal(await store.removeUnfinished(soon), 1);
  assert.equal(await store.removeUnfinished(soon), 0);
});

const REFUSALS: Record<string, [Record<string, string>, RegExp]> = {
  "a wrong secret": [{ S3_SECRET_ACCESS_KEY: "wrong" }, /403/],
  "an unknown key": [{ S3_ACCESS_KEY_ID: "nobody" }, /403/],
  "a bucket that is not there": [
    { S3_BUCKET: "elsewhere" },
    /404|NoSuchBucket/,
  ],
};

for (const [name, [wrong, why]] of Object.entries(REFUSALS)) {
  Deno.test(`${name} ends the start with a line that says so`, async () => {
    await using data = await populated();
    const environment = { ...bucket.environment, ...wrong };
    const start = startServer({ dataDir: data.dataDir, environment });
    await assert.rejects(start, (error: Error) => {
      assert.match(error.message, /^S3_ENDPOINT: cannot use the bucket "/m);
      assert.match(error.message, why);
      assert.doesNotMatch(error.message, /harbor-test-secret/);
      return true;
    });
  });
}

Deno.test("the product starts without its bucket, and takes files when it is back", async () => {
  await using data = await populated();
  await bucket.kill("SIGKILL");
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: bucket.environment,
  });
  const ada = data.client(server, "ada@acme.test");
  const upload = async () => {
    const body = new FormData();
    body.append("file", new File(["Hello"], "hello.txt"));
    const path = "/api/messaging/attachments/upload";
    const response = await ada.fetch(path, { method: "POST", body });
    await response.body?.cancel();
    return response;
  };
  const refused = await upload();
  assert.equal(refused.status, 503);
  assert.ok(refused.headers.get("retry-after"));
  assert.deepEqual((await ada.get("/api/media")).items, []);
  await bucket.restart();
  assert.equal((await upload()).status, 201);
  assert.equal((await ada.get("/api/media")).items.length, 1);
});

Deno.test("a client that goes away in the middle leaves no row and no object", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: bucket.environment,
  });
  const store = await openStore(readSettings(bucket.environment, AREAS));
  const before = await keysOf(store);
  const ada = data.client(server, "ada@acme.test");
  const gone = new AbortController();
  const form = async function* () {
    const encoder = new TextEncoder();
    yield encoder.encode(
      '--seam\r\ncontent-disposition: form-data; name="file"; filename="half.txt"\r\n\r\n',
    );
    for (let sent = 0; sent < 12; sent++) {
      yield await Promise.resolve(new Uint8Array(MIB).fill(97));
    }
    // It has been begun by then.
    await until("an upload is under way", async () => await unfinished() > 0);
    gone.abort();
  };
  await assert.rejects(ada.fetch("/api/messaging/attachments/upload", {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=seam" },
    body: ReadableStream.from(form()),
    signal: gone.signal,
  }));
  await until("none is left unfinished", async () => await unfinished() === 0);
  assert.deepEqual(await keysOf(store), before);
  assert.deepEqual((await ada.get("/api/media")).items, []);

  async function unfinished(): Promise<number> {
    const client = s3Client(readSettings(bucket.environment, AREAS).bucket!);
    const query = new URLSearchParams({ uploads: "" });
    const answer = await client.ask("list", "", { query });
    return elementsOf(await answer.text(), "Upload").length;
  }
});
