import assert from "node:assert/strict";
import { filesBelow, ROOT } from "../support/module_graph.ts";
import { copyProject } from "./project_copy.ts";

const ECHO = "tests/new_area/echo";

/** Run in the copy after the gate: what a new area has to satisfy, and its own tests. */
const TESTS = [
  "tests/access_test.ts",
  "tests/accessibility_test.ts",
  "tests/components",
  "tests/db/migrate_test.ts",
  "tests/db/schema_test.ts",
  "tests/echo",
  "tests/http",
  "tests/i18n",
  "tests/routes",
];

Deno.test("a new area is its own folders and one entry in the list of areas", async (t) => {
  await using copy = await copyProject();
  await addEcho(copy.path);

  await t.step("the gate passes", () => copy.run("task", "ok"));
  await t.step("it builds", () => copy.run("task", "build"));
  await t.step(
    "its tests pass, and those that look at every area",
    () => copy.run("test", "-A", "--no-check", ...TESTS),
  );
});

/** Writes the area's files, and its entry. Nothing else of the project is touched. */
async function addEcho(project: string): Promise<void> {
  const number = String(filesBelow("migrations").length + 1).padStart(4, "0");
  for (const file of filesBelow(ECHO)) {
    const place = file.slice(ECHO.length + 1).replace("9999", number);
    const text = await Deno.readTextFile(ROOT + file);
    const path = `${project}/${place}`;
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(
      path,
      text.replaceAll("9999_echo", `${number}_echo`),
      {
        createNew: true,
      },
    );
  }
  const list = `${project}/lib/areas.ts`;
  const before = await Deno.readTextFile(list);
  const after = before
    .replace(
      "import { limits }",
      'import { echo } from "./echo/area.ts";\nimport { limits }',
    )
    .replace("  limits,\n", "  limits,\n  echo,\n");
  assert.equal(after.split("\n").length, before.split("\n").length + 2);
  await Deno.writeTextFile(list, after);
}
