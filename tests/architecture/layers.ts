/** A row of the table. Lists are words with spaces between them. */
export interface Layer {
  name: string;
  /** Folders, and files in which a `*` stands for a part of a name. */
  files: string;
  /** Layers whose modules it may import. */
  may: string;
  /** Layers from which it may import types as well. */
  types?: string;
  packages: string;
}

/** The rooms that each area may use. */
const ROOMS = "db realtime vocabulary tenancy auth jobs limits http";

const SERVER =
  "node: npm:@fastify/busboy npm:aws4fetch npm:content-disposition npm:file-type npm:jose npm:kysely npm:sharp npm:zod";
const PAGE = "npm:preact npm:@preact/signals";

/**
 * Who may import whom, and which packages: the table of the architecture. A file belongs to the
 * first layer that lists it. No area has a line of its own: a folder of `lib/` that no line lists
 * is an area.
 */
const LAYERS: Layer[] = [
  {
    name: "root",
    files:
      "main.ts fresh.config.ts lib/cli/serve.ts lib/cli/worker*.ts lib/lifecycle.ts lib/open_services.ts",
    may: `${ROOMS} core area-list areas watch cli fresh`,
    packages: "node:",
  },
  {
    name: "area-list",
    files: "lib/areas.ts lib/operations.ts",
    may: "area-entries contracts",
    types: "core http",
    packages: "",
  },
  {
    name: "area-entries",
    files: "lib/*/area.ts",
    may: `${ROOMS} core areas contracts watch migrations i18n`,
    packages: "npm:zod",
  },
  {
    name: "core",
    files:
      "lib/area.ts lib/clock.ts lib/incidents.ts lib/log.ts lib/services.ts lib/settings.ts lib/rate_settings.ts lib/turns.ts",
    may: "http",
    types: `${ROOMS} areas contracts ports i18n`,
    packages: "npm:zod",
  },
  {
    name: "vocabulary",
    files: "lib/realtime/event.ts lib/realtime/topic.ts",
    may: "",
    packages: "",
  },
  {
    name: "contracts",
    files: "lib/*/contract.ts lib/*/events.ts lib/*/operations.ts",
    may: "http shared",
    types: "vocabulary lean",
    packages: "npm:zod",
  },
  {
    name: "lean",
    files: "lib/*/lean.ts",
    may: "shared",
    types: "contracts",
    packages: "",
  },
  {
    name: "ports",
    files: "lib/*/ports.ts",
    may: "",
    types: "contracts db vocabulary auth",
    packages: "",
  },
  {
    name: "routes",
    files: "routes/",
    may:
      "http auth tenancy limits watch realtime area-list areas contracts components islands client i18n shared fresh",
    types: "core",
    packages: `npm:zod ${PAGE}`,
  },
  {
    name: "auth",
    files: "lib/auth/",
    may: "db realtime vocabulary contracts http shared core",
    packages: SERVER,
  },
  {
    name: "tenancy",
    files: "lib/tenancy/",
    may: "auth db realtime vocabulary contracts http shared",
    types: "core",
    packages: SERVER,
  },
  {
    name: "limits",
    files: "lib/limits/",
    may: "db tenancy auth contracts http shared",
    types: "core",
    packages: SERVER,
  },
  {
    name: "watch",
    files: "lib/watch/",
    may: "db realtime contracts shared",
    types: "core auth jobs http",
    packages: SERVER,
  },
  {
    name: "realtime",
    files: "lib/realtime/",
    may: "db vocabulary shared",
    types: "core",
    packages: "npm:kysely npm:@opentelemetry/api node:",
  },
  {
    name: "jobs",
    files: "lib/jobs/",
    may: "db realtime vocabulary shared",
    types: "core",
    packages: "npm:kysely",
  },
  {
    name: "db",
    files: "lib/db/",
    may: "migrations shared",
    types: "core",
    packages: "npm:kysely npm:@libsql/client npm:libsql node:",
  },
  {
    name: "migrations",
    files: "migrations/",
    may: "shared",
    packages: "npm:kysely",
  },
  {
    name: "http",
    files: "lib/http/",
    may: "fresh db i18n shared",
    types: "core auth realtime client",
    packages: "npm:zod npm:zod-openapi",
  },
  {
    name: "common",
    files: "components/common.ts",
    may: "components client i18n shared fresh",
    packages: "",
  },
  {
    name: "islands",
    files: "islands/",
    may: "common components client i18n shared fresh",
    types: "contracts",
    packages: PAGE,
  },
  {
    name: "components",
    files: "components/",
    may: "common i18n shared fresh",
    types: "contracts client",
    packages: PAGE,
  },
  {
    name: "client",
    files: "lib/client/",
    may: "i18n lean shared",
    types: "contracts vocabulary",
    packages:
      "npm:@preact/signals npm:eventsource-parser npm:linkify-it npm:nodemailer",
  },
  {
    name: "i18n",
    files: "lib/i18n/ lib/preferences.ts",
    may: "shared",
    packages: "",
  },
  { name: "shared", files: "lib/shared/", may: "", packages: "" },
  {
    name: "cli",
    files: "lib/cli/",
    may: `${ROOMS} root core area-list areas contracts`,
    packages: "npm:zod node:",
  },
  {
    name: "fresh",
    files: "lib/fresh/",
    may: "",
    packages: `${PAGE} npm:preact-render-to-string npm:esbuild node:`,
  },
  {
    name: "areas",
    files: "lib/*/",
    may: `${ROOMS} core contracts lean shared`,
    types: "ports",
    packages: SERVER,
  },
];

/** The first layer that has the file. */
export function layerOf(path: string): Layer | undefined {
  return LAYERS.find(({ files }) =>
    files.split(" ").some((pattern) => {
      const text = pattern.replaceAll(".", "\\.").replaceAll("*", "[^/]*");
      return new RegExp(pattern.endsWith("/") ? `^${text}` : `^${text}$`)
        .test(path);
    })
  );
}
