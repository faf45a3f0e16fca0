import assert from "node:assert/strict";
import { sql } from "kysely";
import { prepared } from "../../lib/db/prepared.ts";
import { testServices } from "../support/services.ts";

Deno.test("a prepared query is built once and asked with the values of each use", async () => {
  await using services = await testServices();
  const { db } = services;
  await services.tenant("acme", "Acme Shipping");
  await services.tenant("globex", "Globex Trading");
  let built = 0;
  const tenantOf = prepared((db, values: { id: string; start: string }) => {
    built++;
    return db.selectFrom("Tenants").select(["Id", "Name"])
      .where("Id", "=", values.id)
      .where("Name", "like", values.start).where("Id", "!=", "system");
  });
  const find = async (id: string, start: string) =>
    (await db.query.executeQuery(tenantOf({ id, start }))).rows;
  assert.deepEqual(await find("acme", "Acme%"), [
    { Id: "acme", Name: "Acme Shipping" },
  ]);
  assert.deepEqual(await find("globex", "Glob%"), [
    { Id: "globex", Name: "Globex Trading" },
  ]);
  assert.deepEqual(await find("globex", "Acme%"), []);
  assert.equal(built, 1);
});

Deno.test("a prepared query takes lists of any length", async () => {
  await using services = await testServices();
  for (const id of ["a", "b", "c"]) await services.tenant(id);
  const tenantsOf = prepared((db, values: { ids: string[]; not: string }) =>
    db.selectFrom("Tenants").select("Id")
      .where("Id", "in", values.ids).where("Id", "!=", values.not).orderBy("Id")
  );
  const find = async (ids: string[]) =>
    (await services.db.query.executeQuery(tenantsOf({ ids, not: "b" }))).rows
      .map(({ Id }) => Id);
  assert.deepEqual(await find(["a"]), ["a"]);
  assert.deepEqual(await find(["a", "b", "c"]), ["a", "c"]);
  assert.deepEqual(await find(["c"]), ["c"]);
  for (let length = 1; length < 40; length++) {
    assert.deepEqual(await find([...Array(length).fill("x"), "c"]), ["c"]);
  }
});

Deno.test("a prepared query may be written in SQL, and a value be null", async () => {
  await using services = await testServices();
  const echo = prepared((_db, values: { text: string | null }) =>
    sql<{ Text: string | null }>`SELECT ${values.text} AS Text`
  );
  for (const text of ["a", null]) {
    const { rows } = await services.db.query.executeQuery(echo({ text }));
    assert.deepEqual(rows, [{ Text: text }]);
  }
});
