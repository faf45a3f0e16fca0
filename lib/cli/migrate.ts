import { AREAS } from "../areas.ts";
import type { Database } from "../db/database.ts";
import { migrateDown, migrateUp, migrationStatus } from "../db/migrate.ts";
import { migrationsOf } from "../open_services.ts";
import { newMigration } from "./new_migration.ts";
import { openAsItIs } from "./open.ts";
import { onlyArgument, run, UsageError } from "./run.ts";

const own = migrationsOf(AREAS);

const ACTIONS = new Map(Object.entries({
  up: (db: Database) => migrateUp(db, own),
  down: (db: Database) => migrateDown(db, own),
  status: async (db: Database) =>
    (await migrationStatus(db, own)).map(({ name, executedAt }) =>
      `${name}  ${executedAt?.toISOString() ?? "not applied"}`
    ),
}));

async function migrate([command, ...rest]: string[]): Promise<void> {
  if (command === "new") {
    const root = new URL("../../", import.meta.url);
    const { path, entry } = await newMigration(
      root,
      onlyArgument(rest, "NAME"),
    );
    return console.log(
      `Wrote ${path}. List it in its area's area.ts:\n${entry}`,
    );
  }

  if (rest.length > 0) throw new UsageError(`Unexpected argument "${rest[0]}"`);
  const act = ACTIONS.get(command);
  if (!act) throw new UsageError("Say what to do: up, down, status or new");
  await using services = await openAsItIs();
  console.log((await act(services.db)).join("\n") || "Nothing to do");
}

if (import.meta.main) {
  await run("deno task migrate up|down|status|new NAME", migrate);
}
