import assert from "node:assert/strict";
import { sql } from "kysely";
import {
  CommitUnknownError,
  DatabaseAwayError,
} from "../../../lib/db/errors.ts";
import { fileDatabase, insertTenant, tenantIds } from "./file_database.ts";

Deno.test("a thread that dies in a transaction leaves nothing of it, and the next write has a new one", async () => {
  await using file = await fileDatabase("./failing_writer.ts");
  const { db } = file;
  await assert.rejects(
    db.write(async (tx) => {
      await insertTenant(tx, "lost");
      await sql`SELECT 'fail'`.execute(tx);
    }),
    (error: Error) =>
      error instanceof DatabaseAwayError && /made to/.test(error.message),
  );
  await db.write((tx) => insertTenant(tx, "next"));
  assert.deepEqual(await tenantIds(db), ["next"]);
});

Deno.test("whether a commit was made under which the thread died is not known", async () => {
  await using file = await fileDatabase("./failing_writer.ts");
  const { db } = file;
  await assert.rejects(
    db.write(async (tx) => {
      await insertTenant(tx, "perhaps");
      await sql`SELECT 'fail at the commit'`.execute(tx);
    }),
    CommitUnknownError,
  );
  await db.write((tx) => insertTenant(tx, "next"));
  assert.deepEqual(await tenantIds(db), ["next", "perhaps"]);
});
