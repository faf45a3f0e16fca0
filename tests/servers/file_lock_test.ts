import { OWN } from "../support/migrations.ts";
import assert from "node:assert/strict";
import { join } from "node:path";
import { openDatabase } from "../../lib/db/database.ts";
import { DatabaseBusyError } from "../../lib/db/errors.ts";
import { migrateUp } from "../../lib/db/migrate.ts";
import { until } from "../support/until.ts";

Deno.test("a process that stands still while it holds the writers' lock stops nobody for long", async () => {
  const folder = await Deno.makeTempDir({ prefix: "harbor-test-" });
  const path = join(folder, "harbor.db");
  const db = await openDatabase({ url: `file:${path}` });
  await migrateUp(db, OWN);
  const write = () =>
    db.write((tx) => tx.deleteFrom("Sessions").executeTakeFirst());

  // Another descriptor holds its own lock, as another process does.
  using other = Deno.openSync(`${path}-writer`, { write: true });
  other.lockSync(true);
  const startedAt = performance.now();
  await assert.rejects(write(), DatabaseBusyError);
  const took = performance.now() - startedAt;
  assert.ok(took < 8_000, `it took ${took} ms`);

  // The wait for the kernel's lock goes on, though nobody will want the lock any more.
  other.unlockSync();
  await until("the late lock is given back", () => other.tryLockSync(true));
  other.unlockSync();
  await write();
  await db.close();
  await Deno.remove(folder, { recursive: true });
});
