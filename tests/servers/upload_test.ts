import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { populated } from "../support/data.ts";
import { startServer } from "../support/server.ts";
import { startVersitygw } from "./versitygw.ts";

const MIB = 1024 * 1024;
const SIZE = 1024 * MIB;
const MAX_GROWTH = 100 * MIB;

Deno.test("a file of 1 GiB goes into the bucket and back in flat memory", async () => {
  const folder = await Deno.makeTempDir({ prefix: "harbor-test-" });
  await using bucket = await startVersitygw(folder);
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: bucket.environment,
  });
  const root = data.client(server, "root@system.test");
  const raised = await root.fetch("/api/admin/limits", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ maxFileBytes: SIZE }),
  });
  assert.equal(raised.status, 200);
  await raised.body?.cancel();
  const ada = data.client(server, "ada@acme.test");
  // The first upload loads code that stays.
  await (await upload(5 * MIB)).body?.cancel();

  const watched = watch(server.process.pid);
  const begunAt = performance.now();
  const response = await upload(SIZE);
  const { items: [item] } = await response.json();
  const uploading = watched.growth();
  const tookMs = performance.now() - begunAt;
  assert.equal(response.status, 201);
  assert.equal(item.fileSize, SIZE);
  assert.equal(item.checksum, sent.digest("hex"));
  await isReady(item.id);

  const hash = createHash("sha256");
  const content = await ada.fetch(`/api/media/${item.id}/content`);
  for await (const chunk of content.body!) hash.update(chunk);
  assert.equal(hash.digest("hex"), item.checksum);
  const range = { range: `bytes=${SIZE - 3}-` };
  const end = await ada.fetch(`/api/media/${item.id}/content`, {
    headers: range,
  });
  assert.equal((await end.bytes()).length, 3);
  const both = watched.stop();
  const seconds = (tookMs / 1_000).toFixed(1);
  console.log(
    `uploaded in ${seconds} s; resident memory was ${
      mib(watched.start)
    } MiB before and grew by ${mib(uploading)} MiB at most, with the download ${
      mib(both)
    } MiB; after, it is ${mib(residentBytes(server.process.pid))} MiB`,
  );
  assert.ok(both < MAX_GROWTH);
  await Deno.remove(folder, { recursive: true });

  /** Sends as a browser does, which knows the length of the body. */
  async function upload(size: number): Promise<Response> {
    const { hostname, port } = new URL(server.url);
    using connection = await Deno.connect({ hostname, port: Number(port) });
    const answer = new Response(connection.readable);
    const writer = connection.writable.getWriter();
    const head = [
      "POST /api/messaging/attachments/upload HTTP/1.1",
      `Host: ${hostname}:${port}`,
      `Authorization: Bearer ${ada.token}`,
      "Content-Type: multipart/form-data; boundary=seam",
      `Content-Length: ${START.length + size + END.length}`,
      "Connection: close",
    ];
    await writer.write(encoder.encode(`${head.join("\r\n")}\r\n\r\n`));
    for await (const chunk of form(size)) await writer.write(chunk);
    const [status, ...rest] = (await answer.text()).split("\r\n");
    return new Response(rest.at(-1), { status: Number(status.split(" ")[1]) });
  }

  async function isReady(id: number): Promise<void> {
    const deadline = Date.now() + 120_000;
    while ((await ada.get(`/api/media/${id}`)).state !== "ready") {
      assert.ok(Date.now() < deadline, "it is still being scanned");
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
});

const encoder = new TextEncoder();
const START = encoder.encode(
  '--seam\r\ncontent-disposition: form-data; name="file"; filename="big.txt"\r\n\r\n',
);
const END = encoder.encode("\r\n--seam--\r\n");

/** Of the last form that was sent. */
let sent = createHash("sha256");

async function* form(size: number): AsyncGenerator<Uint8Array> {
  sent = createHash("sha256");
  yield START;
  const line = encoder.encode("Nothing is lost, repeated or leaked.\n");
  const lines = new Uint8Array(MIB);
  for (let at = 0; at < MIB; at++) lines[at] = line[at % line.length];
  for (let left = size; left > 0; left -= MIB) {
    // No two parts alike.
    lines.set(encoder.encode(`${left}\n`));
    sent.update(lines);
    yield await Promise.resolve(lines.slice());
  }
  yield END;
}

/** Watches a process. Returns how many bytes it has grown at most since then. */
function watch(pid: number) {
  const start = residentBytes(pid);
  let peak = start;
  const look = () => peak = Math.max(peak, residentBytes(pid));
  const timer = setInterval(look, 50);
  const growth = () => {
    look();
    return peak - start;
  };
  return {
    start,
    growth,
    stop() {
      clearInterval(timer);
      return growth();
    },
  };
}

function residentBytes(pid: number): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)![1]) * 1024;
}

function mib(bytes: number): string {
  return (bytes / MIB).toFixed(0);
}
