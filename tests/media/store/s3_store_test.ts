import assert from "node:assert/strict";
import { newKeys } from "../../../lib/media/store/keys.ts";
import { s3Store } from "../../../lib/media/store/s3_store.ts";
import type { Store } from "../../../lib/media/store/store.ts";
import { keysOf } from "./store_contract.ts";

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
  const store = storeAt(server.addr);
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

Deno.test("a list goes on past pages that hold nothing of ours", async () => {
  const keys = [newKeys("acme").file, newKeys("globex").file];
  const pages = [["Backup.tar"], [keys[0]], ["readme"], [keys[1]], []];
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    ({ url }) => {
      const token = new URL(url).searchParams.get("continuation-token");
      return new Response(listed(pages, Number(token ?? 0)));
    },
  );
  assert.deepEqual(await keysOf(storeAt(server.addr)), keys);
});

function storeAt({ port }: Deno.NetAddr): Store {
  return s3Store({
    endpoint: `http://127.0.0.1:${port}`,
    bucket: "harbor",
    region: "auto",
    accessKeyId: "key",
    secretAccessKey: "secret",
  });
}

function listed(pages: string[][], page: number): string {
  const objects = pages[page].map((key) =>
    `<Contents><Key>${key}</Key><LastModified>2026-01-15T09:00:00.000Z</LastModified><Size>3</Size></Contents>`
  );
  const next = page + 1 < pages.length
    ? `<NextContinuationToken>${page + 1}</NextContinuationToken>`
    : "";
  return `<ListBucketResult>${objects.join("")}${next}</ListBucketResult>`;
}
