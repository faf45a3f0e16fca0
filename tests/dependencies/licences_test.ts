import assert from "node:assert/strict";
import { ROOT } from "../support/module_graph.ts";
import { licences } from "./licences.ts";

/** Those that ask for no more than to be named, and libvips', which is linked and left as it is. */
const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-3-Clause",
  "ISC",
  "LGPL-3.0-or-later",
  "MIT",
  "MIT-0",
  "MPL-2.0",
]);

Deno.test("docs/licences.md lists each locked package with the licence that it states", () => {
  const page = Deno.readTextFileSync(ROOT + "docs/licences.md");
  const rows = [...page.matchAll(/^\| (\S+) +\| (\d\S*) +\| (.*?) +\|$/gm)]
    .map(([, name, version, licence]) => ({ name, version, licence }));
  assert.deepEqual(rows, licences(), "run deno task licences");
});

Deno.test("every licence is one that the project may use", () => {
  for (const { name, version, licence } of licences()) {
    for (const each of licence.split(" AND ")) {
      assert.ok(ALLOWED.has(each), `${name}@${version}: "${licence}"`);
    }
  }
});
