import { deepEqual, equal, ok } from "node:assert/strict";

async function readConfig(name: string) {
  const url = new URL(`../../${name}`, import.meta.url);
  return JSON.parse(await Deno.readTextFile(url));
}

function withoutFresh(imports: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(imports).filter(([name]) => !/^fresh(\/|$)/.test(name)),
  );
}

const ours = await readConfig("deno.json");
const real = await readConfig("deno.fresh.json");

Deno.test("both configurations differ in what Fresh is, and in nothing else", () => {
  deepEqual(withoutFresh(real.imports), withoutFresh(ours.imports));
  for (const part of ["compilerOptions", "unstable", "nodeModulesDir"]) {
    deepEqual(real[part], ours[part], part);
  }
});

Deno.test("every part of Fresh that is used is mapped in both, the real one to one version", () => {
  for (const name of Object.keys(ours.imports)) {
    if (!/^fresh(\/|$)/.test(name)) continue;
    equal(real.imports[name], name.replace("fresh", "jsr:@fresh/core@2.3.3"));
  }
  equal(real.imports["fresh/internal"], "jsr:@fresh/core@2.3.3/internal");
});

Deno.test("the commands run under the configuration they belong to", () => {
  for (const name of ["build", "dev", "start"]) {
    const command: string = ours.tasks[name];
    ok(command.startsWith("deno run -A "), name);
    equal(
      real.tasks[name],
      command.replace("deno run -A", "deno run -A --config deno.fresh.json"),
    );
  }
});
