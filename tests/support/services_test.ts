import assert from "node:assert/strict";
import { testServices } from "./services.ts";

Deno.test("test services have a migrated database, tenants and users of their own", async () => {
  await using services = await testServices();
  const ada = await services.user("ada.lovelace@acme.test");
  const root = await services.user("root@system.test", {
    role: "global_admin",
  });
  assert.equal(ada.tenantId, "acme");
  assert.equal(ada.name, "Ada Lovelace");
  assert.equal(root.tenantId, "system");
  const sessions = await services.db.query.selectFrom("Sessions").select(
    "UserId",
  ).orderBy("UserId").execute();
  assert.deepEqual(sessions.map((row) => row.UserId), [
    ada.userId,
    root.userId,
  ]);
});

Deno.test("test services leave nothing behind", async () => {
  let folder: string;
  {
    await using services = await testServices();
    folder = services.dataDir;
    await Deno.stat(folder);
  }
  await assert.rejects(Deno.stat(folder), Deno.errors.NotFound);
});
