import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import {
  filesBelow,
  type Import,
  moduleGraph,
  ROOT,
  sources,
} from "./support/module_graph.ts";

/** Each is a layer of its own: one may import another only where its line says so. */
const DOMAINS = ["limits", "messages", "media"];

/**
 * Who may import whom, and which packages: the table of the architecture. `types` is what a layer
 * may name with `import type` besides. A file belongs to the first layer that has it.
 */
const LAYERS: Layer[] = [
  {
    name: "composition root",
    files: [
      "main.ts",
      "fresh.config.ts",
      "lib/cli/serve.ts",
      "lib/cli/worker*.ts",
      "lib/lifecycle.ts",
    ],
    may: [
      "fresh",
      "core",
      "cli",
      "http",
      "auth",
      "tenancy",
      "db",
      "realtime",
      "jobs",
      "areas",
      ...DOMAINS,
    ],
    packages: ["node:"],
  },
  {
    name: "areas",
    files: [
      "lib/area*.ts",
      "lib/*/area.ts",
      "lib/open_services.ts",
      "lib/operations.ts",
    ],
    may: [
      "core",
      "http",
      "auth",
      "db",
      "realtime",
      "jobs",
      "migrations",
      "contracts",
      ...DOMAINS,
    ],
    packages: [],
  },
  {
    name: "core",
    files: [
      "lib/clock.ts",
      "lib/log.ts",
      "lib/services.ts",
      "lib/settings.ts",
      "lib/turns.ts",
    ],
    may: ["http"],
    types: ["db", "realtime", "jobs", "auth", "media"],
    packages: ["npm:zod"],
  },
  {
    name: "vocabulary",
    files: ["lib/realtime/event.ts", "lib/realtime/topic.ts"],
    may: [],
    packages: [],
  },
  {
    name: "contracts",
    files: [
      "lib/*/contract.ts",
      "lib/*/events.ts",
      "lib/*/operations.ts",
    ],
    may: ["shared", "http"],
    types: ["vocabulary"],
    packages: ["npm:zod"],
  },
  {
    name: "routes",
    files: ["routes/"],
    may: [
      "shared",
      "areas",
      "http",
      "auth",
      "tenancy",
      "watch",
      ...DOMAINS,
      "contracts",
      "realtime",
      "components",
      "islands",
      "client",
      "i18n",
      "fresh",
    ],
    types: ["core"],
    packages: ["npm:zod", "npm:preact", "npm:@preact/signals"],
  },
  {
    name: "messages",
    files: ["lib/messages/"],
    may: [
      "shared",
      "vocabulary",
      "limits",
      "db",
      "realtime",
      "tenancy",
      "contracts",
      "http",
      "media",
    ],
    types: ["core", "auth"],
    packages: ["npm:kysely", "npm:zod"],
  },
  {
    name: "media",
    files: ["lib/media/"],
    may: [
      "shared",
      "core",
      "vocabulary",
      "limits",
      "db",
      "realtime",
      "jobs",
      "tenancy",
      "auth",
      "contracts",
      "http",
    ],
    types: ["core"],
    packages: [
      "npm:kysely",
      "npm:zod",
      "npm:aws4fetch",
      "npm:@fastify/busboy",
      "npm:content-disposition",
      "npm:file-type",
      "npm:sharp",
      "node:",
    ],
  },
  {
    name: "auth",
    files: ["lib/auth/"],
    may: [
      "shared",
      "vocabulary",
      "db",
      "realtime",
      "contracts",
      "http",
      "core",
    ],
    packages: ["npm:kysely", "npm:zod", "npm:jose", "node:"],
  },
  {
    name: "tenancy",
    files: ["lib/tenancy/"],
    may: [
      "shared",
      "vocabulary",
      "auth",
      "db",
      "realtime",
      "contracts",
      "http",
    ],
    types: ["areas", "core"],
    packages: ["npm:kysely", "npm:zod"],
  },
  {
    name: "watch",
    files: ["lib/watch/"],
    may: ["db", "realtime"],
    types: ["core", "auth", "jobs"],
    packages: ["npm:kysely", "node:"],
  },
  {
    name: "realtime",
    files: ["lib/realtime/"],
    may: ["shared", "vocabulary", "db"],
    types: ["core"],
    packages: ["npm:kysely", "npm:@opentelemetry/api"],
  },
  {
    name: "limits",
    files: ["lib/limits/"],
    may: ["shared", "db", "tenancy", "auth", "contracts", "http"],
    types: ["core"],
    packages: ["npm:kysely"],
  },
  {
    name: "jobs",
    files: ["lib/jobs/"],
    may: ["shared", "vocabulary", "db", "realtime"],
    types: ["core"],
    packages: ["npm:kysely"],
  },
  {
    name: "db",
    files: ["lib/db/"],
    may: ["shared", "migrations"],
    types: ["core"],
    packages: ["npm:kysely", "npm:@libsql/client", "npm:libsql", "node:"],
  },
  {
    name: "migrations",
    files: ["migrations/"],
    may: ["shared"],
    packages: ["npm:kysely"],
  },
  {
    name: "http",
    files: ["lib/http/"],
    may: ["shared", "fresh", "db", "i18n"],
    types: ["core", "auth", "realtime", "client"],
    packages: ["npm:zod", "npm:zod-openapi"],
  },
  {
    name: "islands",
    files: ["islands/"],
    may: ["shared", "common", "components", "client", "i18n", "fresh"],
    types: ["contracts"],
    packages: ["npm:preact", "npm:@preact/signals"],
  },
  {
    // What all islands share, in one file of the browser's.
    name: "common",
    files: ["components/common.ts"],
    may: ["components", "client", "i18n", "fresh"],
    packages: [],
  },
  {
    name: "components",
    files: ["components/"],
    may: ["common", "shared", "i18n", "fresh"],
    types: ["contracts", "client"],
    packages: ["npm:preact", "npm:@preact/signals"],
  },
  {
    name: "client",
    files: ["lib/client/"],
    may: ["shared", "i18n"],
    types: ["vocabulary", "contracts"],
    packages: [
      "npm:@preact/signals",
      "npm:eventsource-parser",
      "npm:linkify-it",
    ],
  },
  {
    name: "i18n",
    files: ["lib/i18n/", "lib/preferences.ts"],
    may: ["shared"],
    packages: [],
  },
  { name: "shared", files: ["lib/shared/"], may: [], packages: [] },
  {
    name: "cli",
    files: ["lib/cli/"],
    may: [
      "shared",
      "areas",
      "core",
      "db",
      "realtime",
      "auth",
      "tenancy",
      ...DOMAINS,
      "contracts",
      "http",
    ],
    packages: ["npm:zod", "node:"],
  },
  {
    name: "fresh",
    files: ["lib/fresh/"],
    may: [],
    packages: [
      "npm:preact",
      "npm:@preact/signals",
      "npm:preact-render-to-string",
      "npm:esbuild",
      "node:",
    ],
  },
];

interface Layer {
  name: string;
  files: string[];
  may: string[];
  types?: string[];
  packages: string[];
}

const OURS = [
  "main.ts",
  "fresh.config.ts",
  "routes",
  "islands",
  "components",
  "lib",
  "migrations",
];

const imports = await moduleGraph(sources(...OURS));

Deno.test("every module belongs to a layer", () => {
  const homeless = sources(...OURS).filter((file) => !layerOf(file));
  assert.deepEqual(homeless, []);
});

Deno.test("every import is one that its layer may make", () => {
  assert.deepEqual(
    imports.filter((each) => !isAllowed(each)).map(describe),
    [],
  );
});

Deno.test("no module imports itself, by whatever way", () => {
  assert.deepEqual(cycles(imports.filter((each) => !each.typeOnly)), []);
});

Deno.test("importing a module opens nothing, starts nothing and reads no environment", async () => {
  const files = sources(...OURS).filter((file) => file !== "main.ts");
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tests/support/import_quietly.ts", ...files],
    cwd: ROOT,
  }).output();
  assert.equal(
    new TextDecoder().decode(stdout) +
      (success ? "" : new TextDecoder().decode(stderr)),
    "",
  );
});

Deno.test("no file names a package registry's host or a path of one machine", () => {
  const host = /registry\.npmjs|npmjs\.org|crates\.io|proxy\.golang|pypi\.org/;
  const path = /(^|[^\w.])\/(work|farm|root|home\/\w+|tmp\/\w+)\//;
  const here = "tests/architecture_test.ts";
  const found: string[] = [];
  for (const file of projectFiles().filter((file) => file !== here)) {
    Deno.readTextFileSync(ROOT + file).split("\n").forEach((text, index) => {
      if (host.test(text) || path.test(text)) {
        found.push(`${file}:${index + 1}: ${text.trim().slice(0, 100)}`);
      }
    });
  }
  assert.deepEqual(found, []);
});

function layerOf(file: string): Layer | undefined {
  return LAYERS.find(({ files }) =>
    files.some((pattern) =>
      pattern.endsWith("/")
        ? file.startsWith(pattern)
        : new RegExp(`^${pattern.replace("*", "[^/]*")}$`).test(file)
    )
  );
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const layer = layerOf(from);
  const target = layerOf(to);
  if (!layer) return false;
  if (!target) return layer.packages.some((name) => isPackage(to, name));
  return target === layer || layer.may.includes(target.name) ||
    (typeOnly && layer.types?.includes(target.name) === true);
}

function isPackage(to: string, name: string): boolean {
  return name.endsWith(":") ? to.startsWith(name) : to === name;
}

function describe({ from, line, to, typeOnly }: Import): string {
  const layer = (file: string) => layerOf(file)?.name ?? "package";
  return `${from}:${line} (${layer(from)}) imports ${
    typeOnly ? "type " : ""
  }${to} (${layer(to)})`;
}

function cycles(edges: Import[]): string[] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: string[]) => {
    if (trail.includes(file)) {
      found.push(
        [...trail.slice(trail.indexOf(file)), file].join(" → "),
      );
    } else if (!done.has(file)) {
      for (const { to } of next.get(file) ?? []) visit(to, [...trail, file]);
      done.add(file);
    }
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}

/** What a clone holds: all files but those that tools make. */
function projectFiles(): string[] {
  const made = new Set([
    ".git",
    "_fresh",
    "data",
    "node_modules",
    "package-lock.json",
  ]);
  return [...Deno.readDirSync(ROOT)].map(({ name }) => name)
    .filter((name) => !made.has(name) && existsSync(ROOT + name))
    .flatMap(filesBelow)
    .filter((file) => !/\.(png|ico|webp|woff2)$/.test(file));
}
