import assert from "node:assert/strict";
import { wholeInFirstStep } from "../../../lib/db/file/first_step.ts";
import { FileConnection } from "../../../lib/db/file/file_connection.ts";

Deno.test("a query gives the same rows, in the same order, with the same names and types", async () => {
  const connection = new FileConnection(":memory:", 0);
  connection.runHere({
    sql:
      "CREATE TABLE T (Id INTEGER PRIMARY KEY, Name TEXT, Data BLOB, Rate REAL)",
    args: [],
  });
  for (let id = 1; id <= 300; id++) {
    connection.runHere({
      sql: "INSERT INTO T VALUES (?, ?, ?, ?)",
      args: [id, id % 7 === 0 ? null : `n${id % 10}`, new Uint8Array([id]), id],
    });
  }
  for (
    const sql of [
      "SELECT * FROM T ORDER BY Name DESC, Id",
      'select "Id" as "the id", count(*) AS "n" FROM T GROUP BY Name ORDER BY 2, 1 -- a remark',
      "SELECT Id, Rate FROM T WHERE Id > ? ORDER BY Rate DESC LIMIT 20 OFFSET 3",
      "WITH recent AS (SELECT Id FROM T WHERE Id > ?) SELECT Id FROM recent ORDER BY Id DESC",
      "SELECT 1 UNION SELECT 2 ORDER BY 1 DESC",
    ]
  ) {
    const statement = { sql, args: sql.includes("?") ? [100] : [] };
    assert.notEqual(wholeInFirstStep(sql), sql);
    assert.deepEqual(
      (await connection.runAside(statement, {})).rows,
      connection.runHere(statement).rows,
      sql,
    );
  }
  connection.close();
});

Deno.test("a statement that changes something stays as it is, and is counted as elsewhere", async () => {
  const connection = new FileConnection(":memory:", 0);
  await connection.runAside({
    sql: "CREATE TABLE T (Id INTEGER PRIMARY KEY)",
    args: [],
  }, {});
  const inserted = await connection.runAside({
    sql: "WITH n(i) AS (VALUES (5), (6)) INSERT INTO T SELECT i FROM n",
    args: [],
  }, {});
  assert.equal(inserted.rowsAffected, 2);
  assert.equal(inserted.lastInsertRowid, 6n);
  const returned = await connection.runAside({
    sql: "DELETE FROM T RETURNING Id",
    args: [],
  }, {});
  assert.deepEqual(returned.rows, [{ Id: 5 }, { Id: 6 }]);
  connection.close();
});
