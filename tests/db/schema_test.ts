import assert from "node:assert/strict";
import { sql } from "kysely";
import type { Schema } from "../../lib/db/schema.ts";
import type { Columns } from "../support/columns.ts";
import { sources } from "../support/module_graph.ts";
import { testServices } from "../support/services.ts";

type Shared = Pick<
  Schema,
  | "Tenants"
  | "Users"
  | "Sessions"
  | "SessionKeys"
  | "Jobs"
  | "Events"
  | "Shard"
  | "TopicChanges"
  | "Signals"
  | "Isolates"
>;

/** Those of the rooms that all areas share. */
const columns: Columns<Shared> = {
  Tenants: {
    Id: "TEXT",
    Name: "TEXT",
    CreatedAt: "TEXT",
    IsActive: "INTEGER",
  },
  Users: {
    Id: "INTEGER",
    TenantId: "TEXT",
    Email: "TEXT",
    Name: "TEXT",
    Role: "TEXT",
    PasswordHash: "TEXT?",
    IsActive: "INTEGER",
    CreatedAt: "TEXT",
    SearchText: "TEXT",
  },
  Sessions: {
    Id: "TEXT",
    UserId: "INTEGER",
    CreatedAt: "TEXT",
    ExpiresAt: "TEXT",
  },
  SessionKeys: { Id: "TEXT", Secret: "TEXT", CreatedAt: "TEXT" },
  Jobs: {
    Id: "INTEGER",
    Kind: "TEXT",
    Key: "TEXT?",
    Payload: "TEXT",
    State: "TEXT",
    DueAt: "TEXT?",
    Attempts: "INTEGER",
    LeaseId: "TEXT?",
    LastError: "TEXT?",
    CreatedAt: "TEXT",
  },
  Events: {
    Id: "INTEGER",
    TenantId: "TEXT",
    Audience: "TEXT",
    Type: "TEXT",
    Payload: "TEXT",
    CreatedAt: "TEXT",
    About: "TEXT?",
    Changes: "TEXT?",
  },
  TopicChanges: {
    EventId: "INTEGER",
    TenantId: "TEXT",
    UserId: "INTEGER",
    Topic: "TEXT",
    Joined: "INTEGER",
  },
  Shard: { Id: "TEXT", Floor: "INTEGER" },
  Signals: {
    Id: "INTEGER",
    ProcessId: "TEXT",
    TenantId: "TEXT",
    Topics: "TEXT",
    Type: "TEXT",
    Data: "TEXT",
    Key: "TEXT",
    CreatedAt: "TEXT",
  },
  Isolates: { Id: "TEXT", ProcessId: "TEXT", RenewedAt: "TEXT" },
};

/** Tables that SQLite and the migrator keep for themselves. */
const INTERNAL = /^(sqlite_|kysely_)/;

Deno.test("the row types are the tables that the migrations make", async () => {
  await using services = await testServices();
  const { query } = services.db;
  // Those of full-text search are of the types "virtual" and "shadow".
  const tables = await sql<{ name: string }>`
    SELECT name FROM pragma_table_list WHERE type = 'table'`
    .execute(query);

  const found: Record<string, Record<string, string>> = {};
  for (const { name } of tables.rows) {
    if (INTERNAL.test(name)) continue;
    const { rows } = await sql<
      { name: string; type: string; notnull: number }
    >`SELECT name, type, "notnull" FROM pragma_table_info(${name})`
      .execute(query);
    found[name] = Object.fromEntries(
      rows.map((row) => [row.name, row.type + (row.notnull ? "" : "?")]),
    );
  }
  assert.deepEqual(found, Object.assign(columns, ...await columnsOfAreas()));
});

/** Each area's, from `tests/<area>/tables.ts`. */
async function columnsOfAreas(): Promise<object[]> {
  const files = sources("tests").filter((file) =>
    /^tests\/\w+\/tables\.ts$/.test(file)
  );
  const modules = await Promise.all(
    files.map((file) => import(`../../${file}`)),
  );
  return modules.map(({ columns }) => columns);
}
