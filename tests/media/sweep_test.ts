import assert from "node:assert/strict";
import { leanAttachment } from "../../lib/messages/lean.ts";
import type { Actor } from "../../lib/auth/actor.ts";
import { compareStore } from "../../lib/media/compare_store.ts";
import { media } from "../../lib/media/area.ts";
import { newKeys } from "../../lib/media/store/keys.ts";
import { type Store, StoreAwayError } from "../../lib/media/store/store.ts";
import { getMessage } from "../../lib/messages/get.ts";
import { sendMessage } from "../../lib/messages/send.ts";
import { eventsAfter } from "../messages/given.ts";
import { type TestServices, testServices } from "../support/services.ts";
import { uploadText } from "./given.ts";
import { keysOf } from "./store/store_contract.ts";

const HOUR = 3_600_000;

async function given() {
  // Objects bear the time of the machine.
  const services = await testServices({ now: new Date() });
  return { services, ada: await services.user("ada@acme.test") };
}

async function sweep(services: TestServices, store: Store = services.store) {
  await services.jobs.runDue(media.jobs!({ ...services, store }));
  const [{ LastError }] = await services.db.query.selectFrom("Jobs")
    .select("LastError").where("Kind", "=", "media:sweep").execute();
  return LastError;
}

async function sweepTomorrow(services: TestServices, store?: Store) {
  services.clock.advance(25 * HOUR);
  return await sweep(services, store);
}

function keysIn({ store }: TestServices): Promise<string[]> {
  return keysOf(store);
}

async function fileIds({ db }: TestServices): Promise<number[]> {
  const rows = await db.query.selectFrom("MediaFiles").select("Id").execute();
  return rows.map(({ Id }) => Id);
}

async function keyOf({ db }: TestServices, id: number): Promise<string> {
  const row = await db.query.selectFrom("MediaFiles").select("R2Key")
    .where("Id", "=", id).executeTakeFirstOrThrow();
  return row.R2Key;
}

const put = async ({ store }: TestServices, key = newKeys("acme").file) => {
  await store.put(key, ReadableStream.from([new Uint8Array(3)]));
  return key;
};

async function putMany(services: TestServices, count: number) {
  return await Array.fromAsync({ length: count }, () => put(services));
}

async function upload(services: TestServices, ada: Actor, count = 1) {
  const ids: number[] = [];
  for (let number = 0; number < count; number++) {
    const { items } = await uploadText(services, ada, `File ${number}`);
    ids.push(items[0].id);
  }
  return ids;
}

Deno.test("an object that no row names is removed, once it is old enough", async () => {
  const { services, ada } = await given();
  await using _ = services;
  const [kept] = await upload(services, ada);
  const orphan = await put(services);
  await sweep(services);
  assert.equal(
    (await keysIn(services)).length,
    2,
    "an upload may be under way",
  );
  await sweepTomorrow(services);
  assert.ok(!(await keysIn(services)).includes(orphan));
  assert.deepEqual(await keysIn(services), [await keyOf(services, kept)]);
  assert.deepEqual(await fileIds(services), [kept]);
});

Deno.test("a thumbnail is named by its file", async () => {
  const { services, ada } = await given();
  await using _ = services;
  const [id] = await upload(services, ada);
  const thumbnail = await put(services, newKeys("acme").thumbnail);
  await services.db.write((tx) =>
    tx.updateTable("MediaFiles").set({ ThumbnailKey: thumbnail })
      .where("Id", "=", id).execute()
  );
  await sweepTomorrow(services);
  assert.ok((await keysIn(services)).includes(thumbnail));
});

Deno.test("a row whose object is gone is removed, and its owner told", async () => {
  const { services, ada } = await given();
  await using _ = services;
  const [kept, lost] = await upload(services, ada, 2);
  await services.store.delete(await keyOf(services, lost));
  await sweep(services);
  assert.deepEqual(await fileIds(services), [kept, lost]);
  await sweepTomorrow(services);
  assert.deepEqual(await fileIds(services), [kept]);
  const { topics, data } = (await eventsAfter(services)).at(-1)!;
  assert.deepEqual(topics, [`user:${ada.userId}`]);
  assert.deepEqual(data.payload, { id: lost, deleted: true });
});

Deno.test("who has a message with a file that is lost hears that it has it no more", async () => {
  const { services, ada } = await given();
  await using _ = services;
  const ben = await services.user("ben@acme.test");
  const [kept, lost] = await upload(services, ada, 2);
  const { message } = await sendMessage(services, ada, {
    subject: "Files",
    body: "",
    recipients: [ben.email],
    attachments: [kept, lost],
    messageType: "message",
    priority: "normal",
  });
  await services.store.delete(await keyOf(services, lost));
  await sweepTomorrow(services);
  const { type, topics, data } = (await eventsAfter(services)).at(-1)!;
  assert.equal(type, "message:attachment:removed");
  assert.deepEqual(topics.toSorted(), [
    `user:${ada.userId}`,
    `user:${ben.userId}`,
  ]);
  const attachment = leanAttachment(message.attachments[1]);
  assert.deepEqual(data.payload, { ...attachment, attachmentCount: 1 });
  assert.equal(
    (await getMessage(services, ben, message.id)).attachmentCount,
    1,
  );
});

Deno.test("batches of the store's list meet the rows at any seam", async () => {
  const { services, ada } = await given();
  await using _ = services;
  const ids = await upload(services, ada, 12);
  const lost = [ids[0], ids[5], ids[11]];
  for (const id of lost) {
    await services.store.delete(await keyOf(services, id));
  }
  const orphans = [await put(services), await put(services)];
  const tomorrow = new Date(Date.now() + 25 * HOUR);
  const { signal } = new AbortController();
  for (const size of [1, 2, 3, 5, 11, 12]) {
    const { orphanObjects, orphanRows } = await compareStore(
      services,
      tomorrow,
      signal,
      size,
    );
    const at = `${size} a batch`;
    assert.deepEqual(orphanObjects, orphans.toSorted(), at);
    assert.deepEqual(orphanRows.toSorted((a, b) => a - b), lost, at);
  }
});

Deno.test("what is not ours in a bucket is let be", async () => {
  const { services } = await given();
  await using _ = services;
  for (const key of ["backup/one", "acme/one/file", "readme"]) {
    await put(services, key).catch(() => {});
  }
  const before = await keysIn(services);
  assert.ok(before.length > 0);
  await sweepTomorrow(services);
  assert.deepEqual(await keysIn(services), before);
});

Deno.test("objects of another database are let be, however few they are", async () => {
  const { services, ada } = await given();
  await using _ = services;
  const [key, ...more] = await putMany(services, 3);
  assert.match(await sweepTomorrow(services) ?? "", /this database's own/);
  assert.deepEqual(await keysIn(services), [key, ...more].toSorted());

  await upload(services, ada, 2);
  assert.match(await sweepTomorrow(services) ?? "", /3 objects.* only 2/);
  assert.equal((await keysIn(services)).length, 5);

  await upload(services, ada);
  assert.equal(await sweepTomorrow(services), null);
  assert.equal((await keysIn(services)).length, 3);
});

Deno.test("files whose objects are in another store are let be, however few they are", async () => {
  const { services, ada } = await given();
  await using _ = services;
  const ids = await upload(services, ada, 3);
  const objects = await keysIn(services);
  for (const key of objects) await services.store.delete(key);
  assert.match(await sweepTomorrow(services) ?? "", /the right one/);
  assert.deepEqual(await fileIds(services), ids);

  await upload(services, ada, 2);
  assert.match(await sweepTomorrow(services) ?? "", /3 media files.* only 2/);
  assert.equal((await fileIds(services)).length, 5);

  await upload(services, ada);
  assert.equal(await sweepTomorrow(services), null);
  assert.equal((await fileIds(services)).length, 3);
});

Deno.test("very many files without an object are let be, whatever else there is", async () => {
  const { services, ada } = await given();
  await using _ = services;
  const [id] = await upload(services, ada);
  await services.db.write(async (tx) => {
    const { Id: _, ...row } = await tx.selectFrom("MediaFiles").selectAll()
      .where("Id", "=", id).executeTakeFirstOrThrow();
    for (let count = 0; count <= 100; count++) {
      const R2Key = newKeys("acme").file;
      await tx.insertInto("MediaFiles").values({ ...row, R2Key }).execute();
    }
  });
  assert.match(await sweepTomorrow(services) ?? "", /More than 100/);
  assert.equal((await fileIds(services)).length, 102);
});

Deno.test("while the store is away nothing is removed; when it is back, all that should be", async () => {
  const { services, ada } = await given();
  await using _ = services;
  const [lost, ...kept] = await upload(services, ada, 3);
  await services.store.delete(await keyOf(services, lost));
  await put(services);
  await put(services);
  let deletions = 0;
  const failing: Store = {
    ...services.store,
    delete: (key) =>
      ++deletions > 1
        ? Promise.reject(new StoreAwayError(`Cannot remove ${key}`, "gone"))
        : services.store.delete(key),
  };
  assert.match(await sweepTomorrow(services, failing) ?? "", /Cannot remove/);
  assert.deepEqual(await fileIds(services), [lost, ...kept]);
  await sweepTomorrow(services);
  assert.deepEqual(await fileIds(services), kept);
  assert.equal((await keysIn(services)).length, 2);
});

Deno.test("a file that waits for a scan which nobody makes any more is scanned", async () => {
  const { services, ada } = await given();
  await using _ = services;
  const [id] = await upload(services, ada);
  await services.db.write((tx) =>
    tx.updateTable("MediaFiles").set({ State: "scanning" }).execute()
  );
  await sweepTomorrow(services);
  const { State } = await services.db.query.selectFrom("MediaFiles")
    .select("State").where("Id", "=", id).executeTakeFirstOrThrow();
  assert.equal(State, "ready");
});
