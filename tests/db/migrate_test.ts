import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { sql } from "kysely";
import type { Database } from "../../lib/db/database.ts";
import {
  migrateDown,
  migrateUp,
  migrationStatus,
} from "../../lib/db/migrate.ts";
import { testServices } from "../support/services.ts";

Deno.test("every migration goes back and forward again, to the same schema", async () => {
  await using services = await testServices();
  const { db } = services;
  const names = (await migrationStatus(db)).map(({ name }) => name);
  const schemas = [await schema(db)];
  for (const name of names.toReversed()) {
    assert.deepEqual(await migrateDown(db), [name]);
    schemas.push(await schema(db));
  }
  assert.deepEqual(schemas.at(-1), []);
  assert.deepEqual(await migrateUp(db), names);
  assert.deepEqual(await schema(db), schemas[0]);
});

Deno.test("every migration file is known to the program", async () => {
  await using services = await testServices();
  const known = (await migrationStatus(services.db)).map(({ name }) =>
    `${name}.ts`
  );
  const files = readdirSync(new URL("../../migrations", import.meta.url));
  assert.deepEqual(known, files.sort());
});

async function schema(db: Database): Promise<string[]> {
  const { rows } = await sql<{ sql: string }>`
    SELECT sql FROM sqlite_schema
    WHERE sql IS NOT NULL AND name NOT LIKE 'kysely%' AND name NOT LIKE 'sqlite_%'
    ORDER BY name`.execute(db.query);
  return rows.map((row) => row.sql);
}
