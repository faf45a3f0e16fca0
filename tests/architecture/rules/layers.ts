import { layerOf } from "../layers.ts";
import type { Import } from "../reading/imports.ts";
import type { Rule } from "../rule.ts";

/** Layers whose modules may use those of their own area alone. */
const OF_ONE_AREA = ["areas", "area-entries"];

/** Folders that all pages use, and that therefore know no area. */
const COMMON = [
  "components/kit/",
  "components/shell/",
  "lib/client/page/",
  "lib/client/kit/",
  "lib/client/connection/",
];

/** Files may be attached in any area, so what uploads them may name what they are. */
const OF_FILES = "lib/media/contract.ts";

export const layers: Rule = {
  says: "every import is one that its layer may make",
  breaches: ({ modules }) =>
    [...modules].flatMap(([from, { imports }]) =>
      layerOf(from) === undefined
        ? [`${from} is in no layer`]
        : imports.filter((each) => !isAllowed(from, each))
          .map((each) => describe(from, each))
    ),
  samples: {
    "a file that is in no layer": { "lib/sample.ts": "" },
    "a route that asks the database by itself": {
      "routes/sample.ts": `import { sql } from "kysely";`,
    },
    "an area that uses what another keeps to itself": {
      "lib/messages/sample.ts": `import { findFiles } from "../media/get.ts";`,
    },
    "an area that names a type which another keeps to itself": {
      "lib/echo/sample.ts":
        `import type { FileRow } from "../media/present.ts";`,
    },
    "a port that is run, not declared": {
      "lib/media/sample.ts":
        `import { messageFileUses } from "../messages/file_uses.ts";`,
    },
    "an area that brings what is another's": {
      "lib/messages/area.ts": `import { scanJob } from "../media/scan.ts";`,
    },
    "an area that reads the list of areas": {
      "lib/messages/sample.ts": `import { AREAS } from "../areas.ts";`,
      "lib/areas.ts": "",
    },
    "realtime that knows an area": {
      "lib/realtime/sample.ts":
        `import type { Message } from "../messages/contract.ts";`,
    },
    "jobs that know an area": {
      "lib/jobs/sample.ts": `import "../media/scan.ts";`,
    },
    "a database that knows an area": {
      "lib/db/sample.ts": `import { sendMessage } from "../messages/send.ts";`,
    },
    "a lean form that brings a contract to the page": {
      "lib/messages/lean.ts": `import { Message } from "./contract.ts";`,
    },
    "an island that runs a contract": {
      "islands/Sample.tsx":
        `import { Message } from "../lib/messages/contract.ts";`,
    },
    "a component that runs the client": {
      "components/messages/Sample.tsx":
        `import { signal } from "../../lib/client/page/view.ts";`,
    },
    "a client that reads the server": {
      "lib/client/messages/sample.ts":
        `import { getMessage } from "../../messages/get.ts";`,
    },
    "a component of the kit that knows an area": {
      "components/kit/Sample.tsx":
        `import { MessageRow } from "../messages/MessageRow.tsx";`,
    },
    "a shell that names a type of an area": {
      "components/shell/Sample.tsx":
        `import type { Message } from "../../lib/messages/contract.ts";`,
    },
    "a page that knows an area": {
      "lib/client/page/sample.ts": `import "../messages/store.ts";`,
    },
    "a shared word that needs a server": {
      "lib/shared/sample.ts": `import { Buffer } from "node:buffer";`,
    },
    "a package that a layer has no use for": {
      "lib/client/page/sample.ts": `import { z } from "zod";`,
    },
  },
};

function isAllowed(from: string, { to, typeOnly }: Import): boolean {
  const { name, may, types = "", packages } = layerOf(from)!;
  const target = layerOf(to)?.name;
  if (target === undefined) return isAmong(packages, to);
  if (isCommon(from) && isOfArea(to)) return false;
  if (target === "areas" && OF_ONE_AREA.includes(name)) {
    return isBeside(from, to);
  }
  return target === name || isAmong(may, target) ||
    (typeOnly && isAmong(types, target));
}

/** `node:` in the list stands for all that begins with it. */
function isAmong(list: string, name: string): boolean {
  return list.split(" ").some((each) =>
    each.endsWith(":") ? name.startsWith(each) : name === each
  );
}

function isCommon(path: string): boolean {
  return COMMON.some((folder) => path.startsWith(folder));
}

/** Whether it is one area's own, on the server, in the browser or on the page. */
function isOfArea(path: string): boolean {
  const [, folder] =
    /^(?:components|lib\/client|lib\/i18n|lib)\/([^/]+)\//.exec(path) ?? [];
  if (folder === undefined || isCommon(path) || path === OF_FILES) return false;
  const isRoom = layerOf(`lib/${folder}/sample.ts`)?.name !== "areas";
  return path.startsWith(`lib/${folder}/`) ? !isRoom : folder !== "shell";
}

/** Whether both are in one folder of `lib/`. */
function isBeside(one: string, other: string): boolean {
  return one.split("/")[1] === other.split("/")[1];
}

function describe(from: string, { to, typeOnly }: Import): string {
  const layer = (file: string) => layerOf(file)?.name ?? "package";
  const what = typeOnly ? `type ${to}` : to;
  return `${from} (${layer(from)}) imports ${what} (${layer(to)})`;
}
