import assert from "node:assert/strict";
import { readProject, withFiles } from "./architecture/reading/project.ts";
import type { Rule } from "./architecture/rule.ts";
import { cycles } from "./architecture/rules/cycles.ts";
import { firstPage } from "./architecture/rules/first_page.ts";
import { hosts } from "./architecture/rules/hosts.ts";
import { layers } from "./architecture/rules/layers.ts";
import { moduleState } from "./architecture/rules/module_state.ts";
import { quietImports } from "./architecture/rules/quiet_imports.ts";
import { tables } from "./architecture/rules/tables.ts";
import { topics } from "./architecture/rules/topics.ts";

const RULES: Rule[] = [
  layers,
  cycles,
  tables,
  topics,
  moduleState,
  quietImports,
  firstPage,
  hosts,
];

const project = readProject();

Deno.test("the rules look at all modules, and at what they hold", () => {
  const { modules } = project;
  assert.ok(modules.has("main.ts"));
  for (const room of ["routes", "islands", "components", "lib", "migrations"]) {
    assert.ok([...modules.keys()].some((path) => path.startsWith(`${room}/`)));
  }
  for (const kind of ["imports", "interfaces", "texts", "queried"] as const) {
    assert.ok([...modules.values()].some((module) => module[kind].length > 0));
  }
});

for (const { says, breaches, samples } of RULES) {
  Deno.test(says, async () => {
    assert.deepEqual(await breaches(project), []);
  });

  for (const [sample, files] of Object.entries(samples)) {
    Deno.test(`${says}: ${sample} breaks it`, async () => {
      const found = await breaches(withFiles(project, files));
      const isFound = Object.keys(files).some((file) =>
        found.some((breach) => breach.includes(file))
      );
      assert.ok(isFound, `nothing is found in the sample: ${found}`);
    });
  }
}
