import { ROOT } from "../support/module_graph.ts";

export interface Locked {
  name: string;
  version: string;
}

/** The packages that `deno.lock` names, those of other platforms too, each once. */
export function lockedPackages(): Locked[] {
  const lock = JSON.parse(Deno.readTextFileSync(ROOT + "deno.lock"));
  // A key may go on with the peers that the package was resolved beside: `a@1.0.0_b@2.0.0`.
  const packages = Object.keys(lock.npm).map((key) => {
    const [, name, version] = key.match(/^(@?[^@]+)@([^_]+)/)!;
    return [`${name}@${version}`, { name, version }] as const;
  });
  return [...new Map(packages).values()];
}
