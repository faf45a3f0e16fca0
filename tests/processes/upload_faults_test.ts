import assert from "node:assert/strict";
import { join } from "node:path";
import { createJobs } from "../../lib/jobs/create_jobs.ts";
import { lanesOf } from "../../lib/jobs/lanes.ts";
import { silentLog } from "../../lib/log.ts";
import { openStore } from "../../lib/media/store/open_store.ts";
import { sweepJob } from "../../lib/media/sweep.ts";
import { AREAS } from "../../lib/areas.ts";
import { readSettings } from "../../lib/settings.ts";
import type { TestClient } from "../support/client.ts";
import { settableClock } from "../support/clock.ts";
import { populated, type TestData } from "../support/data.ts";
import { startServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const MIB = 1_048_576;
const BOUNDARY = "harbor-test";

Deno.test("an upload that a kill -9 cuts off leaves no row, and after a sweep no byte", async () => {
  await using data = await populated();
  await using server = await startServer(data);
  const ada = data.client(server, "ada@acme.test");
  const whole = await upload(ada, [new Uint8Array(MIB).fill(0x61)]);
  assert.equal(whole.status, 201);
  const { items: [kept] } = await whole.json();

  const { body, send } = endless();
  const cutOff = upload(ada, body).catch(() => null);
  send(3 * MIB);
  const unfinished = () => filesBelow(join(data.dataDir, "media/.unfinished"));
  await until(
    "an upload is under way",
    async () => (await unfinished()).some(({ size }) => size > 0),
  );
  await server.kill("SIGKILL");
  await cutOff;
  assert.equal((await unfinished()).length, 1, "the kill came too late");

  const { rows, objects } = await sweptTomorrow(data);
  assert.deepEqual(rows, [kept.id]);
  assert.equal(objects.length, 1);
  assert.equal((await unfinished()).length, 0);
});

Deno.test("an upload that its sender breaks off leaves nothing at all", async () => {
  await using data = await populated();
  await using server = await startServer(data);
  const ada = data.client(server, "ada@acme.test");
  const { body, send } = endless();
  const broken = new AbortController();
  const cutOff = upload(ada, body, broken.signal).catch(() => null);
  send(3 * MIB);
  const files = () => filesBelow(join(data.dataDir, "media"));
  await until(
    "an upload is under way",
    async () => (await files()).some(({ size }) => size > 0),
  );
  broken.abort();
  await cutOff;
  await until(
    "nothing is left of it",
    async () => (await files()).length === 0,
  );
  const { rows } = await sweptTomorrow(data);
  assert.deepEqual(rows, []);
});

Deno.test({
  name:
    "a full disk refuses an upload with 503, keeps nothing of it, and takes the next once there is room",
  // Mounting needs root.
  ignore: Deno.build.os !== "linux" || Deno.uid() !== 0,
  async fn() {
    await using data = await populated();
    const folder = join(data.dataDir, "media");
    await Deno.mkdir(folder);
    await run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder);
    try {
      await using server = await startServer(data);
      const ada = data.client(server, "ada@acme.test");
      const large = Array.from(
        { length: 4 },
        () => new Uint8Array(MIB).fill(0x61),
      );
      const refused = await upload(ada, large);
      assert.equal(refused.status, 503);
      assert.ok(refused.headers.get("retry-after"));
      assert.match((await refused.json()).detail, /full/);
      assert.deepEqual(await filesBelow(folder), []);

      const taken = await upload(ada, large.slice(0, 1));
      assert.equal(taken.status, 201);
      await taken.body?.cancel();
      const { rows, objects } = await sweptTomorrow(data);
      assert.equal(rows.length, 1);
      assert.equal(objects.length, 1);
    } finally {
      await run("umount", folder);
    }
  },
});

/** Uploads a text file of these bytes, streaming. */
function upload(
  client: TestClient,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<Response> {
  const text = (lines: string[]) =>
    new TextEncoder().encode(lines.join("\r\n"));
  const form = (async function* () {
    yield text([
      `--${BOUNDARY}`,
      'content-disposition: form-data; name="file"; filename="big.txt"',
      "content-type: text/plain",
      "",
      "",
    ]);
    yield* content;
    yield text(["", `--${BOUNDARY}--`, ""]);
  })();
  return client.fetch("/api/messaging/attachments/upload", {
    method: "POST",
    headers: { "content-type": `multipart/form-data; boundary=${BOUNDARY}` },
    body: ReadableStream.from(form),
    signal,
  });
}

/** Content that never ends, made as it is sent. */
function endless() {
  const { readable, writable } = new TransformStream<Uint8Array>();
  const writer = writable.getWriter();
  return {
    body: readable,
    send(bytes: number) {
      writer.write(new Uint8Array(bytes).fill(0x61)).catch(() => {});
    },
  };
}

/** The files that are there a day later, after the sweep. */
async function sweptTomorrow({ dataDir, open }: TestData) {
  const db = await open();
  const settings = readSettings({ DATA_DIR: dataDir }, AREAS);
  const store = await openStore(settings);
  const clock = settableClock(new Date(Date.now() + 25 * 3_600_000));
  const around = { db, clock, log: silentLog, spine: { ring() {} } };
  const jobs = createJobs({ ...around, lanes: lanesOf(settings.jobs) });
  try {
    await jobs.runDue([sweepJob({ ...around, store, fileUses: [], jobs })]);
    const rows = await db.query.selectFrom("MediaFiles").select("Id").execute();
    const objects = await Array.fromAsync(store.list(""));
    return { rows: rows.map(({ Id }) => Id), objects };
  } finally {
    await db.close();
  }
}

async function filesBelow(
  folder: string,
): Promise<{ path: string; size: number }[]> {
  const files: { path: string; size: number }[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = join(folder, name);
      if (isDirectory) files.push(...await filesBelow(path));
      else files.push({ path, size: (await Deno.stat(path)).size });
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return files;
}

async function run(command: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args })
    .output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
