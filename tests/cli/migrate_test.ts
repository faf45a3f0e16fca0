import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { sql } from "kysely";
import { openDatabase } from "../../lib/db/database.ts";
import { newMigration } from "../../lib/cli/new_migration.ts";
import { command } from "./command.ts";

const ROOT = new URL("../../", import.meta.url);

async function temporaryFolder() {
  const path = await Deno.makeTempDir({ prefix: "harbor-test-" });
  return {
    path,
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

Deno.test("migrate goes up, tells where it is, and goes down a step", async () => {
  await using folder = await temporaryFolder();
  const run = (...args: string[]) =>
    command("migrate", args, { dataDir: folder.path });
  assert.match((await run("status")).stdout, /0001_\w+ +not applied/);
  assert.match((await run("up")).stdout, /^0001_/);
  assert.equal((await run("up")).stdout, "Nothing to do\n");
  const applied = (await run("status")).stdout;
  assert.doesNotMatch(applied, /not applied/);
  assert.match(applied, /0001_\w+ +\d{4}-\d\d-\d\dT/);

  const last = applied.trim().split("\n").at(-1)!.split(" ")[0];
  assert.equal((await run("down")).stdout, `${last}\n`);
  assert.match(
    (await run("status")).stdout,
    new RegExp(`${last}  not applied`),
  );
});

Deno.test("migrate says in one line that a database is a newer version's", async () => {
  await using folder = await temporaryFolder();
  const run = (...args: string[]) =>
    command("migrate", args, { dataDir: folder.path });
  await run("up");
  const db = await openDatabase({ url: `file:${folder.path}/harbor.db` });
  await db.write((tx) =>
    sql`
    INSERT INTO kysely_migration (name, timestamp)
    VALUES ('9999_tides', '2027-01-01T00:00:00Z')`.execute(tx)
  );
  await db.close();
  for (const action of ["up", "down", "status"]) {
    const { code, stderr } = await run(action);
    assert.equal(code, 1);
    assert.equal(
      stderr,
      'This database was made by a newer version of Harbor: it has the migration "9999_tides", which this one does not know\n',
    );
  }
});

Deno.test("migrate without a word it knows says which there are", async () => {
  await using folder = await temporaryFolder();
  for (const args of [[], ["sideways"], ["toString"], ["up", "now"]]) {
    const outcome = await command("migrate", args, { dataDir: folder.path });
    assert.equal(outcome.code, 2);
    assert.match(outcome.stderr, /Usage: deno task migrate up\|down/);
  }
});

Deno.test("a new migration is written with the next number, in a form that compiles and is formatted", async () => {
  await using folder = await temporaryFolder();
  const root = pathToFileURL(folder.path + "/");
  await Deno.mkdir(new URL("migrations/", root));
  for (const { name } of Deno.readDirSync(new URL("migrations/", ROOT))) {
    await Deno.copyFile(
      new URL(`migrations/${name}`, ROOT),
      new URL(`migrations/${name}`, root),
    );
  }

  const one = await newMigration(root, "rooms");
  const other = await newMigration(root, "add_a_table_of_channel_members");
  const number = Number(/^migrations\/(\d{4})_rooms\.ts$/.exec(one.path)?.[1]);
  assert.equal(
    other.path,
    `migrations/${
      String(number + 1).padStart(4, "0")
    }_add_a_table_of_channel_members.ts`,
  );
  for (const { path, entry } of [one, other]) {
    assert.ok(entry.endsWith(`import("../../${path}"),`));
    const module = await import(new URL(path, root).href);
    assert.equal(typeof module.up, "function");
    assert.equal(typeof module.down, "function");
  }
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--check", one.path, other.path],
    cwd: folder.path,
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
});

Deno.test("a migration's name is of letters, digits and _", async () => {
  for (const name of ["", "../up", "Add", "a b", "1a"]) {
    await assert.rejects(newMigration(ROOT, name), /NAME is/);
  }
});
