import assert from "node:assert/strict";
import { media } from "../../lib/media/area.ts";
import { scanJob } from "../../lib/media/scan.ts";
import { eicarScanner } from "../../lib/media/scanner/eicar.ts";
import { ScannerAwayError } from "../../lib/media/scanner/scanner.ts";
import { type Store, StoreAwayError } from "../../lib/media/store/store.ts";
import { testServices } from "../support/services.ts";
import { insertFile, uploadText } from "./given.ts";

Deno.test("a scanner that is away leaves no object of the store open", async () => {
  await using services = await testServices();
  const { store } = services;
  const open = new Set<ReadableStream>();
  services.scanner = {
    maxBytes: Infinity,
    scan: () => Promise.reject(new ScannerAwayError("clamd is away")),
  };
  services.store = watching(store, open);
  const ada = await services.user("ada@acme.test");
  await uploadText(services, ada, "Hello");
  assert.equal(open.size, 0, "after the upload");
  await services.jobs.runDue(media.jobs!(services));
  assert.equal(open.size, 0, "after the job");
});

Deno.test("a file that is deleted while it is scanned is gone, and the job with it", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const id = await insertFile(services, ada, new Uint8Array(10));
  const { db, scanner } = services;
  services.scanner = {
    ...scanner,
    async scan(bytes, signal) {
      await db.write((tx) =>
        tx.deleteFrom("MediaFiles").where("Id", "=", id).execute()
      );
      return await eicarScanner.scan(bytes, signal);
    },
  };
  await services.jobs.runDue(media.jobs!(services));
  const left = await db.query.selectFrom("Jobs").select("Kind")
    .where("Kind", "=", "media:scan").execute();
  assert.deepEqual(left, []);
});

Deno.test("while the store is away, a file waits for its scan as long as it takes", async () => {
  await using services = await testServices();
  const { db, store, jobs, clock } = services;
  const ada = await services.user("ada@acme.test");
  await insertFile(services, ada, new Uint8Array(10));
  services.store = {
    ...store,
    get: (key) =>
      Promise.reject(new StoreAwayError(`Cannot read ${key}`, "no route")),
  };
  for (let attempt = 0; attempt < 20; attempt++) {
    await jobs.runDue([scanJob(services)]);
    clock.advance(3_600_000);
  }
  const { State, LastError } = await db.query.selectFrom("Jobs")
    .select(["State", "LastError"]).executeTakeFirstOrThrow();
  assert.equal(State, "pending");
  assert.match(LastError ?? "", /Cannot read .*no route/);

  services.store = store;
  await jobs.runDue([scanJob(services)]);
  const file = await db.query.selectFrom("MediaFiles").select("State")
    .executeTakeFirstOrThrow();
  assert.equal(file.State, "ready");
});

/** The store, which notes what was opened in it and not read to its end or cancelled. */
function watching(store: Store, open: Set<ReadableStream>): Store {
  return {
    ...store,
    async get(key, range) {
      const bytes = await store.get(key, range);
      if (!bytes) return null;
      const reader = bytes.getReader();
      const watched = new ReadableStream({
        async pull(controller) {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          open.delete(watched);
          controller.close();
        },
        async cancel(reason) {
          open.delete(watched);
          await reader.cancel(reason);
        },
      });
      open.add(watched);
      return watched;
    },
  };
}
