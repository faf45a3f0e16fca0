import { UsageError } from "./run.ts";

const SKELETON = `import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql\`\`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql\`\`.execute(db);
}
`;

export interface NewMigration {
  /** The path of the new file from the project's folder. */
  path: string;
  /** The line that lists it among the migrations of its area. */
  entry: string;
}

/**
 * Writes the skeleton of the next migration.
 *
 * @param root the project's folder, with a slash at the end.
 * @throws {UsageError} for a name that is not of `a-z`, `0-9` and `_`.
 */
export async function newMigration(
  root: URL,
  name: string,
): Promise<NewMigration> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new UsageError(
      `NAME is "${name}"; it must be of a-z, 0-9 and _, as in add_channels`,
    );
  }
  const full = `${await nextNumber(root)}_${name}`;
  const path = `migrations/${full}.ts`;
  await Deno.writeTextFile(new URL(path, root), SKELETON, { createNew: true });
  return { path, entry: `"${full}": () => import("../../${path}"),` };
}

async function nextNumber(root: URL): Promise<string> {
  let last = 0;
  for await (const { name } of Deno.readDir(new URL("migrations/", root))) {
    last = Math.max(last, Number(/^(\d{4})_.*\.ts$/.exec(name)?.[1] ?? 0));
  }
  return String(last + 1).padStart(4, "0");
}
