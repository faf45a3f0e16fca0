import assert from "node:assert/strict";
import { AREAS } from "../lib/areas.ts";
import { readSettings } from "../lib/settings.ts";
import { ROOT } from "./support/module_graph.ts";

const readme = Deno.readTextFileSync(ROOT + "README.md");
const rows = [
  ...readme.matchAll(/^\| `([A-Z0-9_]+)` +\| (?:`([^`]+)`|–) +\|/gm),
]
  .map(([, name, fallback]) => ({ name, fallback }));

Deno.test("the README's table has every setting, in order, those of areas at its end", () => {
  const source = Deno.readTextFileSync(ROOT + "lib/settings.ts");
  const names = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)]
    .map(([, name]) => name);
  assert.ok(names.length > 10);
  const own = AREAS.flatMap(({ settings, rates = {} }) => [
    ...Object.keys(settings?.variables ?? {}),
    ...Object.values(rates).map(({ variable }) => variable),
  ]);
  assert.deepEqual(rows.map(({ name }) => name), [...names, ...own]);
});

Deno.test("the README's defaults are the defaults", () => {
  for (const { name, fallback } of rows) {
    if (fallback === undefined) continue;
    assert.deepEqual(
      readSettings({ [name]: fallback }, AREAS),
      readSettings({}, AREAS),
      name,
    );
  }
});

Deno.test("README and CONTRIBUTING name only tasks and files that there are", () => {
  const contributing = Deno.readTextFileSync(ROOT + "CONTRIBUTING.md");
  const { tasks } = JSON.parse(Deno.readTextFileSync(ROOT + "deno.json"));
  for (const text of [readme, contributing]) {
    for (const [, task] of text.matchAll(/\btask (?!--)([a-z:]+)/g)) {
      assert.ok(task in tasks, `deno task ${task}`);
    }
    for (const [, path] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      Deno.statSync(ROOT + path);
    }
  }
});
