import type { Rule } from "../rule.ts";

const HOST = /registry\.npmjs|npmjs\.org|crates\.io|proxy\.golang|pypi\.org/;
const PATH = /(^|[^\w.])\/(work|farm|root|home\/\w+|tmp\/\w+)\//;

/** In parts, since other checks of the tree look for the whole. */
const REGISTRY = ["registry", "npmjs", "org"].join(".");

const HERE = "tests/architecture/rules/hosts.ts";

export const hosts: Rule = {
  says: "no file names a package registry's host or a path of one machine",
  breaches: ({ files }) =>
    [...files].filter(([file]) => file !== HERE).flatMap(([file, text]) =>
      text.split("\n").flatMap((line, index) =>
        HOST.test(line) || PATH.test(line)
          ? [`${file}:${index + 1}: ${line.trim().slice(0, 100)}`]
          : []
      )
    ),
  samples: {
    "a registry's host": {
      "README.md": `Packages come from https://${REGISTRY}.`,
    },
    "a path of one machine": {
      "deno.json": `{ "tasks": { "dev": "cd /home/ada/harbor" } }`,
    },
  },
};
