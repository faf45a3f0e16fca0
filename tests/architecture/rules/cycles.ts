import type { Project } from "../reading/project.ts";
import type { Rule } from "../rule.ts";

export const cycles: Rule = {
  says: "no module imports itself, by whatever way and be it for types only",
  breaches: cyclesIn,
  samples: {
    "two modules that import each other": {
      "lib/a.ts": `import { b } from "./b.ts";`,
      "lib/b.ts": `export { a } from "./a.ts";`,
    },
    "a circle of types": {
      "lib/a.ts": `import type { B } from "./b.ts";`,
      "lib/b.ts": `type C = import("./c.ts").C;`,
      "lib/c.ts": `export type { A } from "./a.ts";`,
    },
    "a circle that closes later": {
      "lib/a.ts": `const b = await import("./b.ts");`,
      "lib/b.ts": `import "./a.ts";`,
    },
  },
};

function cyclesIn({ modules }: Project): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      found.push([...trail.slice(start), path].join(" → "));
      return;
    }
    if (done.has(path)) return;
    for (const { to } of modules.get(path)?.imports ?? []) {
      visit(to, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of modules.keys()) visit(path, []);
  return found;
}
