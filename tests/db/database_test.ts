import { OWN } from "../support/migrations.ts";
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createClient } from "@libsql/client";
import {
  type Database,
  openDatabase,
  type Queries,
} from "../../lib/db/database.ts";
import { migrateUp } from "../../lib/db/migrate.ts";

interface Shared extends AsyncDisposable {
  url: string;
  /** A connection pool and writer queue of its own, as another process has. */
  open(): Promise<Database>;
}

async function sharedFile(): Promise<Shared> {
  const folder = await Deno.makeTempDir({ prefix: "harbor-test-" });
  const url = pathToFileURL(join(folder, "harbor db %41.db")).href;
  const opened: Database[] = [];
  return {
    url,
    async open() {
      const db = await openDatabase({ url });
      opened.push(db);
      return db;
    },
    async [Symbol.asyncDispose]() {
      for (const db of opened) await db.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

function tenant(id: string) {
  return { Id: id, Name: id, CreatedAt: "2026-01-15T09:00:00.000Z" };
}

async function tenants(db: Database): Promise<number> {
  return (await db.query.selectFrom("Tenants").select("Id").execute()).length;
}

Deno.test("writers of one process take turns, and a failed one leaves nothing", async () => {
  await using file = await sharedFile();
  const db = await file.open();
  await migrateUp(db, OWN);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, (_, n) =>
      db.write(async (tx) => {
        await tx.insertInto("Tenants").values(tenant(`t${n}`)).execute();
        if (n % 5 === 0) throw new Error("no");
      })),
  );
  assert.equal(
    outcomes.filter(({ status }) => status === "rejected").length,
    10,
  );
  assert.equal(await tenants(db), 40);
});

Deno.test("writers of several processes wait for each other without holding the event loop", async () => {
  await using file = await sharedFile();
  const [first, second] = [await file.open(), await file.open()];
  await migrateUp(first, OWN);

  const held = Promise.withResolvers<void>();
  const isHolding = Promise.withResolvers<void>();
  const holder = first.write(async (tx) => {
    await tx.insertInto("Tenants").values(tenant("a")).execute();
    isHolding.resolve();
    await held.promise;
  });
  await isHolding.promise;
  const waiter = second.write(async (tx) => {
    await tx.insertInto("Tenants").values(tenant("b")).execute();
  });
  // The waiter's pauses let this very timer run; were it to block, the holder could not end.
  setTimeout(() => held.resolve(), 100);
  await Promise.all([holder, waiter]);
  assert.equal(await tenants(second), 2);
});

Deno.test("a stranger's lock on the file is waited for, and leaves no trace", async () => {
  await using file = await sharedFile();
  const db = await file.open();
  await migrateUp(db, OWN);
  const stranger = createClient({ url: file.url });
  const held = await stranger.transaction("write");
  setTimeout(() => held.rollback(), 100);
  for (const id of ["a", "b", "c"]) {
    await db.write((tx) =>
      tx.insertInto("Tenants").values(tenant(id)).execute()
    );
  }
  assert.equal(await tenants(db), 3);
  stranger.close();
});

Deno.test("what reads a database file cannot write to it", async () => {
  await using file = await sharedFile();
  const db = await file.open();
  await migrateUp(db, OWN);
  const insert = (tx: Queries) =>
    tx.insertInto("Tenants").values(tenant("a")).execute();
  await assert.rejects(insert(db.query), /readonly/);
  await assert.rejects(db.read(insert), /readonly/);
  assert.equal(await tenants(db), 0);
});

Deno.test("any number of snapshots can be asked for at once", async () => {
  await using file = await sharedFile();
  const db = await file.open();
  await migrateUp(db, OWN);
  const counts = await Promise.all(
    Array.from(
      { length: 500 },
      () => db.read((tx) => tx.selectFrom("Tenants").select("Id").execute()),
    ),
  );
  assert.equal(counts.length, 500);
});

Deno.test("a read is one snapshot, whatever is written meanwhile", async () => {
  await using file = await sharedFile();
  const db = await file.open();
  await migrateUp(db, OWN);
  await db.read(async (tx) => {
    const count = () => tx.selectFrom("Tenants").select("Id").execute();
    assert.equal((await count()).length, 0);
    await db.write((tx) =>
      tx.insertInto("Tenants").values(tenant("a")).execute()
    );
    assert.equal((await count()).length, 0);
  });
  assert.equal(await tenants(db), 1);
});

Deno.test("several processes may migrate a new database at the same moment", async () => {
  await using file = await sharedFile();
  const all = await Promise.all([file.open(), file.open(), file.open()]);
  const applied = await Promise.all(all.map((db) => migrateUp(db, OWN)));
  assert.equal(applied.flat().length, new Set(applied.flat()).size);
  assert.equal(await tenants(all[2]), 0);
});
