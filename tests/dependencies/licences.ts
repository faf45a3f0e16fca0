import { join } from "node:path";
import { ROOT } from "../support/module_graph.ts";
import { lockedPackages } from "./locked.ts";

export interface Licensed {
  name: string;
  version: string;
  /** An SPDX expression; `""` where the package states none. */
  licence: string;
}

/** What builds for other platforms state, which no installation here has; the first that fits. */
const OTHER_PLATFORMS: [RegExp, string][] = [
  [/^@esbuild\//, "MIT"],
  [/^@libsql\//, "MIT"],
  [/^@emnapi\/runtime$/, "MIT"],
  [/^tslib$/, "0BSD"],
  [/^@img\/sharp-libvips-/, "LGPL-3.0-or-later"],
  [/^@img\/sharp-win32-/, "Apache-2.0 AND LGPL-3.0-or-later"],
  [/^@img\/sharp-wasm32$/, "Apache-2.0 AND LGPL-3.0-or-later AND MIT"],
  [/^@img\/sharp-/, "Apache-2.0"],
];

/** Each locked package once, with what it states of its licence. */
export function licences(): Licensed[] {
  const stated = installedLicences();
  return lockedPackages().map(({ name, version }) => {
    const licence = stated.get(`${name}@${version}`) ??
      OTHER_PLATFORMS.find(([names]) => names.test(name))?.[1] ?? "";
    return { name, version, licence };
  });
}

/** As `docs/licences.md` has it. */
export function licencesPage(): string {
  return `# Licences

What the packages in \`deno.lock\` state, those for other platforms too. Written by
\`deno task licences\`.

| package | version | licence |
| --- | --- | --- |
${
    licences().map(({ name, version, licence }) =>
      `| ${name} | ${version} | ${licence} |\n`
    ).join("")
  }`;
}

/** By `name@version`. */
function installedLicences(): Map<string, string> {
  const store = ROOT + "node_modules/.deno";
  const folders = [...Deno.readDirSync(store)].map(({ name }) => name);
  const stated = new Map<string, string>();
  for (const { name, version } of lockedPackages()) {
    const id = `${name.replace("/", "+")}@${version}`;
    const folder = folders.find((each) =>
      each === id || each.startsWith(id + "_")
    );
    if (folder === undefined) continue;
    const manifest = join(store, folder, "node_modules", name);
    const { license } = JSON.parse(
      Deno.readTextFileSync(join(manifest, "package.json")),
    );
    stated.set(`${name}@${version}`, license ?? "");
  }
  return stated;
}
