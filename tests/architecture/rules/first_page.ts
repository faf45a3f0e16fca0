import type { Project } from "../reading/project.ts";
import type { Rule } from "../rule.ts";

/** What the first page needs, and so may be loaded before it is answered. */
const PACKAGES = [
  "npm:@opentelemetry/api",
  "npm:@preact/signals",
  "npm:eventsource-parser",
  "npm:kysely",
  "npm:libsql",
  // Its parser of addresses alone, which the composer has.
  "npm:nodemailer",
  "npm:preact",
  "npm:preact-render-to-string",
  "npm:zod",
];

/** Modules that are loaded at the start, and the page that people come to first. */
const LOADED =
  /^(main\.ts|fresh\.config\.ts|islands\/.+|routes\/(.+\/)?_\w+\.tsx?|routes\/login\.tsx)$/;

export const firstPage: Rule = {
  says: "what only some requests need is loaded by them, not by the first page",
  breaches(project) {
    const from = loadedFrom(project);
    return [...from].filter(([to]) => to.startsWith("npm:"))
      .filter(([to]) => !PACKAGES.includes(to))
      .map(([to, by]) => `${by} imports ${to}`);
  },
  samples: {
    "a package that a route needs, imported by a service": {
      "lib/turns.ts": `import sharp from "sharp";`,
    },
    "a package behind a module of the login page": {
      "lib/auth/login.ts": `import { picture } from "../media/picture.ts";`,
      "lib/media/picture.ts": `export { default as picture } from "sharp";`,
    },
  },
};

/** All that is loaded before the first page is answered, and a module that imports it. */
function loadedFrom({ modules }: Project): Map<string, string> {
  const from = new Map<string, string>();
  const load = (path: string, by: string) => {
    if (from.has(path)) return;
    from.set(path, by);
    for (const { to, typeOnly, isLater } of modules.get(path)?.imports ?? []) {
      if (!typeOnly && !isLater) load(to, path);
    }
  };
  for (const path of modules.keys()) {
    if (LOADED.test(path)) load(path, "the start");
  }
  return from;
}
