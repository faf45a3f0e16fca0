import type { Project } from "../reading/project.ts";
import type { Rule } from "../rule.ts";

/** Functions whose results cache what they would otherwise compute again. */
const MEMOS = ["memo", "prepared", "openApiText"];

/** The build's name, which Fresh's own `asset()` reads without a parameter for it. */
const OF_FRESH = "lib/fresh/build_id.ts";

export const moduleState: Rule = {
  says: "no module but main.ts keeps state of its own",
  breaches(project) {
    const { modules } = project;
    const makers = makersIn(project);
    return [...modules].filter(([path]) =>
      path !== "main.ts" && path !== OF_FRESH
    )
      .flatMap(([path, { state, imports }]) => {
        const own = new Set(state.constants);
        const imported = new Set(
          imports.filter(({ to }) => modules.has(to))
            .flatMap(({ names }) => names),
        );
        return [
          ...state.variables.filter((name) => !state.fixed.includes(name))
            .map((name) => `${path}: ${name} is a variable`),
          ...state.changed
            .filter((name) => own.has(name) || imported.has(name))
            .map((name) => `${path} changes ${name}`),
          ...state.calledOnImport
            .filter((name) => own.has(name) || imported.has(name))
            .filter((name) => makers.has(name) && !MEMOS.includes(name))
            .map((name) => `${path} keeps what ${name} makes`),
        ];
      });
  },
  samples: {
    "a variable": { "lib/sample.ts": `export let count = 0;` },
    "a map that is filled": {
      "lib/sample.ts": `const seen = new Map();
        export const see = (key) => { seen.set(key, true); };`,
    },
    "a list that is filled": {
      "lib/sample.ts": `const all = [];
        export function add(item) { if (item) all.push(item); }`,
    },
    "an object that is changed": {
      "lib/sample.ts": `const last = { id: 0 };
        export function note(id) { last.id = id; }`,
    },
    "a constant of another module that is changed": {
      "lib/kept.ts": `export const KEPT = new Set();`,
      "lib/sample.ts": `import { KEPT as kept } from "./kept.ts";
        export const keep = (item) => kept.add(item);`,
    },
    "a semaphore, which counts behind a function": {
      "lib/sample.ts": `import { atMost } from "./http/at_most.ts";
        const inTurn = atMost(2, 20);`,
    },
    "an object of a class of our own": {
      "lib/sample.ts": `import { TokenBuckets } from "./auth/token_buckets.ts";
        export const buckets = new TokenBuckets(null);`,
    },
    "a field of a class itself": {
      "lib/sample.ts": `export class Sample { static count = 0; }`,
    },
  },
};

/** Functions and classes whose results keep state. */
function makersIn({ modules }: Project): Set<string> {
  return new Set([...modules.values()].flatMap(({ state }) => state.makers));
}
