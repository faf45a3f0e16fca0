import assert from "node:assert/strict";
import { join } from "node:path";
import { PEOPLE, populated } from "../support/data.ts";

Deno.test("nobody else on the machine can read the database", async () => {
  await using data = await populated({
    "ada@acme.test": PEOPLE["ada@acme.test"],
  });
  const db = await data.open();
  await db.write((tx) =>
    tx.updateTable("Users").set({ Name: "Ada" }).execute()
  );
  for (const name of ["harbor.db", "harbor.db-wal", "harbor.db-shm"]) {
    const { mode } = await Deno.stat(join(data.dataDir, name));
    assert.equal((mode! & 0o777).toString(8), "600", name);
  }
  await db.close();
});
