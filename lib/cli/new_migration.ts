import { UsageError } from "./run.ts";

const SKELETON = `import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql\`\`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql\`\`.execute(db);
}
`;

/** The list in `lib/db/migrate.ts`, up to its end. */
const LIST = /const migrations: [^]*?\n(?=\};)/;

/**
 * Writes the skeleton of the next migration and lists it in `lib/db/migrate.ts`.
 *
 * @param root the project's folder, with a slash at the end.
 * @returns the path of the new file, from `root`.
 * @throws {UsageError} for a name that is not of `a-z`, `0-9` and `_`.
 */
export async function newMigration(root: URL, name: string): Promise<string> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new UsageError(
      `NAME is "${name}"; it must be of a-z, 0-9 and _, as in add_channels`,
    );
  }
  const full = `${await nextNumber(root)}_${name}`;
  const path = `migrations/${full}.ts`;
  const list = new URL("lib/db/migrate.ts", root);
  const source = await Deno.readTextFile(list);
  const listed = source.replace(LIST, (list) => list + entryOf(full));
  if (listed === source) {
    throw new Error("Cannot list the migration: no list in lib/db/migrate.ts");
  }
  await Deno.writeTextFile(new URL(path, root), SKELETON, { createNew: true });
  await Deno.writeTextFile(list, listed);
  return path;
}

async function nextNumber(root: URL): Promise<string> {
  let last = 0;
  for await (const { name } of Deno.readDir(new URL("migrations/", root))) {
    last = Math.max(last, Number(/^(\d{4})_.*\.ts$/.exec(name)?.[1] ?? 0));
  }
  return String(last + 1).padStart(4, "0");
}

function entryOf(name: string): string {
  const start = `  "${name}": () =>`;
  const end = `import("../../migrations/${name}.ts"),\n`;
  const fits = `${start} ${end}`.length <= 81; // the formatter's width, and the line break
  return fits ? `${start} ${end}` : `${start}\n    ${end}`;
}
