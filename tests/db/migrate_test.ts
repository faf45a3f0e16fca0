import { OWN } from "../support/migrations.ts";
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
  const names = (await migrationStatus(db, OWN)).map(({ name }) => name);
  const schemas = [await schema(db)];
  for (const name of names.toReversed()) {
    assert.deepEqual(await migrateDown(db, OWN), [name]);
    schemas.push(await schema(db));
  }
  assert.deepEqual(schemas.at(-1), []);
  assert.deepEqual(await migrateUp(db, OWN), names);
  assert.deepEqual(await schema(db), schemas[0]);
});

Deno.test("every migration file is known to the program", async () => {
  await using services = await testServices();
  const known = (await migrationStatus(services.db, OWN)).map(({ name }) =>
    `${name}.ts`
  );
  const files = readdirSync(new URL("../../migrations", import.meta.url));
  assert.deepEqual(known, files.sort());
});

Deno.test("every migration has a number of its own, without a gap", () => {
  const numbers = readdirSync(new URL("../../migrations", import.meta.url))
    .map((name) => Number(name.slice(0, 4))).sort((a, b) => a - b);
  assert.deepEqual(numbers, numbers.map((_, index) => index + 1));
});

/** What the migrations were called when two of them bore the number 0003, in their order. */
const FORMER_NAMES = [
  "0001_tenants_and_users",
  "0002_event_log",
  "0003_messages",
  "0003_search_entries",
  "0004_jobs",
  "0005_limits",
  "0006_media",
  "0007_upload_client_id",
];

Deno.test("a database of any former version goes up, down to nothing and up again", async () => {
  for (let applied = 1; applied <= FORMER_NAMES.length; applied++) {
    await using services = await testServices();
    const { db } = services;
    const all = await schema(db);
    const names = (await migrationStatus(db, OWN)).map(({ name }) => name);
    await goDownTo(db, applied);
    await addPerson(db);
    for (let index = 0; index < applied; index++) {
      await db.write((tx) =>
        sql`
        UPDATE kysely_migration SET name = ${FORMER_NAMES[index]}
        WHERE name = ${names[index]}`.execute(tx)
      );
    }

    assert.deepEqual(await migrateUp(db, OWN), names.slice(applied));
    assert.deepEqual(await schema(db), all);
    const { rows } = await sql`SELECT Id FROM Sessions`.execute(db.query);
    assert.equal(rows.length, 1);
    await goDownTo(db, 0);
    assert.deepEqual(await schema(db), []);
    assert.deepEqual(await migrateUp(db, OWN), names);
  }
});

Deno.test("an agent is a subscriber to versions that know none, and nobody is signed out", async () => {
  await using services = await testServices();
  const { db } = services;
  await addPerson(db);
  await db.write((tx) => sql`UPDATE Users SET Role = 'agent'`.execute(tx));
  while ((await migrateDown(db, OWN))[0] !== "0009_role_agent");
  const { rows } = await sql`
    SELECT Role, (SELECT count(*) FROM Sessions) AS Sessions FROM Users`
    .execute(db.query);
  assert.deepEqual({ ...rows[0] as object }, {
    Role: "subscriber",
    Sessions: 1,
  });
  await migrateUp(db, OWN);
  await assert.rejects(
    db.write((tx) => sql`UPDATE Users SET Role = 'captain'`.execute(tx)),
    /CHECK constraint failed/,
  );
});

Deno.test("files that are there already are found without their accents, and as before by a former version", async () => {
  await using services = await testServices();
  const { db } = services;
  await addPerson(db);
  const names = ["Đường.txt", "مكتبة.txt", ...Array(600).fill("Bão.txt")];
  await db.write((tx) =>
    sql`
    INSERT INTO MediaFiles (TenantId, FileName, Description, FileSize,
      ContentType, MediaType, R2Key, Checksum, UploadDate, UploadedBy,
      SearchText, State)
    SELECT 'acme', value, 'Nẵng', 1, 'text/plain', 'document', key, '',
      '2026-01-01', 'ada@acme.test', 'old', 'ready'
    FROM json_each(${JSON.stringify(names)})`.execute(tx)
  );
  const texts = async () => {
    const { rows } = await sql<{ SearchText: string }>`
      SELECT SearchText FROM MediaFiles ORDER BY Id`.execute(db.query);
    return rows.map(({ SearchText }) => SearchText);
  };

  while ((await migrateDown(db, OWN))[0] !== "0010_file_search");
  assert.deepEqual((await texts()).slice(0, 2), [
    "đuong.txt\nnang",
    "مكتبة.txt\nnang",
  ]);
  await migrateUp(db, OWN);
  assert.deepEqual((await texts()).slice(0, 2), [
    "duong.txt\nnang",
    "مكتبه.txt\nnang",
  ]);
  assert.equal((await texts()).at(-1), "bao.txt\nnang");
});

Deno.test("a log with rows goes back and forward again, and then reaches back to nobody's position", async () => {
  await using services = await testServices();
  const { db } = services;
  await db.write((tx) =>
    sql`
    INSERT INTO Events (TenantId, Audience, Type, Payload, CreatedAt, About, Changes)
    VALUES ('acme', '["user:7"]', 'user:joined', '{}', '2026-01-01', 'user:7',
      '[[7,"tenant",1]]')`.execute(tx)
  );
  while ((await migrateDown(db, OWN))[0] !== "0011_topic_changes");
  await migrateUp(db, OWN);
  const { rows } = await sql`
    SELECT About, Changes, Floor, (SELECT count(*) FROM TopicChanges) AS Known
    FROM Events, Shard`.execute(db.query);
  assert.deepEqual({ ...rows[0] as object }, {
    About: null,
    Changes: null,
    Floor: 1,
    Known: 0,
  });
});

Deno.test("a database of a newer version is refused by the name of what is not known", async () => {
  await using services = await testServices();
  const { db } = services;
  await db.write((tx) =>
    sql`
    INSERT INTO kysely_migration (name, timestamp)
    VALUES ('9999_tides', '2027-01-01T00:00:00Z')`.execute(tx)
  );
  for (const attempt of [migrateUp, migrateDown, migrationStatus]) {
    await assert.rejects(
      attempt(db, OWN),
      /made by a newer version of Harbor: .*"9999_tides"/,
    );
  }
});

async function goDownTo(db: Database, applied: number): Promise<void> {
  const names = (await migrationStatus(db, OWN)).map(({ name }) => name);
  for (const name of names.slice(applied).toReversed()) {
    assert.deepEqual(await migrateDown(db, OWN), [name]);
  }
}

/** Adds somebody who is signed in. */
async function addPerson(db: Database): Promise<void> {
  await db.write((tx) =>
    sql`INSERT INTO Tenants (Id, Name, CreatedAt) VALUES ('acme', 'Acme', '2026-01-01')`
      .execute(tx)
  );
  await db.write((tx) =>
    sql`
    INSERT INTO Users (TenantId, Email, Name, Role, CreatedAt)
    VALUES ('acme', 'ada@acme.test', 'Ada', 'subscriber', '2026-01-01')`
      .execute(tx)
  );
  await db.write((tx) =>
    sql`
    INSERT INTO Sessions
    VALUES ('session', last_insert_rowid(), '2026-01-01', '2027-01-01')`
      .execute(tx)
  );
}

async function schema(db: Database): Promise<string[]> {
  const { rows } = await sql<{ sql: string }>`
    SELECT sql FROM sqlite_schema
    WHERE sql IS NOT NULL AND name NOT LIKE 'kysely%' AND name NOT LIKE 'sqlite_%'
    ORDER BY name`.execute(db.query);
  return rows.map((row) => row.sql);
}
