import assert from "node:assert/strict";
import {
  type PackedResults,
  packResult,
  packStatements,
  unpackResults,
  unpackStatements,
} from "../../../lib/db/file/packed.ts";

Deno.test("statements come out as they went in, those of one text in a row as one", () => {
  const statements = [
    { sql: "BEGIN", args: [], isPoint: true },
    { sql: "INSERT", args: ["a", null], isPoint: true },
    { sql: "INSERT", args: [1n, new Uint8Array([1])], isPoint: true },
    { sql: "SELECT", args: [2.5], isPoint: false },
    { sql: "INSERT", args: ["b", ""], isPoint: true },
    { sql: "SELECT", args: [3], isPoint: false },
  ];
  const packed = packStatements(statements);
  assert.equal(packed.length, 5);
  assert.deepEqual([...unpackStatements(packed)], statements);
});

Deno.test("results come out as they went in", () => {
  const results = [
    { rows: [], rowsAffected: 2, lastInsertRowid: 7n },
    { rows: [{ Id: 1 }, { Id: 2 }], rowsAffected: 0 },
    { rows: [], rowsAffected: 0 },
    { rows: [], rowsAffected: 0, lastInsertRowid: 0n },
  ];
  const packed: PackedResults = [];
  for (const each of results) packResult(packed, each);
  assert.deepEqual(unpackResults(packed), results);
});
