import assert from "node:assert/strict";
import { newKeys } from "../../../lib/media/store/keys.ts";
import { s3Store } from "../../../lib/media/store/s3_store.ts";

// What a bucket has to do is in `store_contract.ts`, which a real server is held to.

Deno.test("an object of which nothing more comes can be given up", async () => {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(new Uint8Array(10)),
        }),
      ),
  );
  const store = s3Store({
    endpoint: `http://127.0.0.1:${server.addr.port}`,
    bucket: "harbor",
    region: "auto",
    accessKeyId: "key",
    secretAccessKey: "secret",
  });
  const late = new AbortController();
  const { file } = newKeys("acme");
  const bytes = (await store.get(file, undefined, late.signal))!;
  let taken = 0;
  await assert.rejects(async () => {
    for await (const chunk of bytes) {
      taken += chunk.byteLength;
      late.abort(new Error("too late"));
    }
  }, /too late/);
  assert.equal(taken, 10);
});
