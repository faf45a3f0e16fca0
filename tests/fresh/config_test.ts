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

/** Without what makes the start quick, and the streams small: the real Fresh installs more. */
function plain(command: string): string {
  return command.replace("deno install && ", "")
    .replace(/ --(node-modules-dir|v8-flags)=\S+/g, "");
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
    const command = plain(ours.tasks[name]);
    ok(command.startsWith("deno run -A "), name);
    equal(
      plain(real.tasks[name]),
      command.replace("deno run -A", "deno run -A --config deno.fresh.json"),
    );
  }
});

// Without a lock Fresh's bundler resolves Preact twice, and both reach the browser.
Deno.test("the real Fresh has a lock file of its own", () => {
  equal(real.lock, "./deno.fresh.lock");
});

// Fresh's own bundler reads deno.json and deno.lock, whatever --config says. A requirement that the lock does
// not know is resolved anew, to a second Preact.
Deno.test("what Fresh's browser code requires is locked to the app's own packages", async () => {
  const { specifiers } = await readConfig("deno.lock");
  const required = {
    "npm:preact@^10.29.1": ours.imports["preact"],
    "npm:preact-render-to-string@^6.6.3":
      ours.imports["preact-render-to-string"],
    "npm:@preact/signals@^2.5.1": ours.imports["@preact/signals"],
  };
  for (const [specifier, own] of Object.entries(required)) {
    ok(specifiers[own], own);
    equal(specifiers[specifier], specifiers[own], specifier);
  }
});
