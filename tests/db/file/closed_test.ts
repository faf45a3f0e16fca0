import assert from "node:assert/strict";
import { join } from "node:path";
import { FileConnection } from "../../../lib/db/file/file_connection.ts";

Deno.test("what is asked of a closed connection is an error, and not the end of the process", async () => {
  const folder = await Deno.makeTempDir();
  const connection = new FileConnection(join(folder, "a.db"), 10);
  const statement = { sql: "SELECT 1 AS one", args: [] };
  assert.deepEqual(connection.runHere(statement).rows, [{ one: 1 }]);
  connection.close();
  assert.throws(() => connection.runHere(statement), /closed/);
  assert.throws(() => connection.runHere({ sql: "SELECT 2", args: [] }));
  assert.throws(() => connection.rollBack(), /closed/);
  await assert.rejects(connection.runAside(statement, {}), /closed/);
  await Deno.remove(folder, { recursive: true });
});
