import assert from "node:assert/strict";
import { media } from "../../lib/media/area.ts";
import { newKeys } from "../../lib/media/store/keys.ts";
import { uploadText } from "../media/given.ts";
import { keysOf } from "../media/store/store_contract.ts";
import { type TestServices, testServices } from "../support/services.ts";
import { startVersitygw } from "./versitygw.ts";

const HOUR = 3_600_000;

Deno.test("an S3 server that goes away leaves nothing of what it was given, once it is back and swept", async () => {
  const folder = await Deno.makeTempDir({ prefix: "harbor-s3-" });
  try {
    await using s3 = await startVersitygw(folder);
    await using services = await testServices({
      environment: s3.environment,
      now: new Date(),
    });
    const { store, jobs, clock, db } = services;
    const ada = await services.user("ada@acme.test");
    const kept = (await uploadText(services, ada, "Kept")).items[0].id;
    const lost = (await uploadText(services, ada, "Lost")).items[0].id;
    const { R2Key } = await db.query.selectFrom("MediaFiles").select("R2Key")
      .where("Id", "=", lost).executeTakeFirstOrThrow();
    await store.delete(R2Key);
    await store.put(newKeys("acme").file, ReadableStream.from([bytes(3)]));

    // It goes in the middle of a multipart upload, which nobody can abort then.
    const cutOff = store.put(
      newKeys("acme").file,
      (async function* () {
        yield bytes(20 * 1024 * 1024);
        await s3.kill();
        yield bytes(20 * 1024 * 1024);
      })(),
    );
    await assert.rejects(cutOff, { status: 503 });
    await assert.rejects(uploadText(services, ada, "No"), { status: 503 });

    clock.advance(25 * HOUR);
    await jobs.runDue(media.jobs!(services));
    assert.equal(
      await hasFailed(services),
      true,
      "the sweep waits for the store",
    );
    assert.equal((await rowIds(services)).length, 2);

    await s3.restart();
    clock.advance(25 * HOUR);
    await jobs.runDue(media.jobs!(services));
    assert.equal(await hasFailed(services), false);
    assert.deepEqual(await rowIds(services), [kept]);
    assert.equal((await keysOf(store)).length, 1);
    const later = new Date(clock.now().getTime() + 24 * HOUR);
    assert.equal(await store.removeUnfinished(later), 0, "all was removed");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

async function hasFailed({ db }: TestServices): Promise<boolean> {
  const row = await db.query.selectFrom("Jobs").select("LastError")
    .where("Kind", "=", "media:sweep").executeTakeFirstOrThrow();
  return row.LastError !== null;
}

async function rowIds({ db }: TestServices): Promise<number[]> {
  const rows = await db.query.selectFrom("MediaFiles").select("Id").execute();
  return rows.map(({ Id }) => Id);
}

function bytes(length: number): Uint8Array {
  return new Uint8Array(length).fill(0x61);
}
