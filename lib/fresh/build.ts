import type { ComponentType } from "preact";
import { setBuildId } from "./build_id.ts";

/** A file below `routes/`: pages are loaded when first asked for, what applies to a directory at once. */
export interface RouteFile {
  /** Its path without extension, for instance `/[lang]/harbor/messaging`. */
  id: string;
  module?: unknown;
  load?: () => Promise<unknown>;
}

export interface IslandModule {
  /** The identifier its default export goes by. */
  name: string;
  /** The address of its browser build. */
  chunk: string;
  module: Record<string, unknown>;
}

export interface StaticEntry {
  /** Where it is, from the project's root or absolute; `content` when it is in memory. */
  path?: string;
  content?: Uint8Array<ArrayBuffer>;
  contentType: string;
  /** Hex of the SHA-256 of the content. */
  hash: string;
}

/** What the builder writes into `_fresh/snapshot.js`. */
export interface Snapshot {
  buildId: string;
  clientEntry: string;
  islands: IslandModule[];
  routes: RouteFile[];
  staticFiles: Record<string, StaticEntry>;
  liveReload?: boolean;
}

/** A component that is also rendered in the browser. */
export interface Island {
  /** Unique among the build's islands. */
  name: string;
  exportName: string;
  chunk: string;
}

export interface Build {
  /** The project's directory. */
  root: string;
  clientEntry: string;
  islands: Map<ComponentType, Island>;
  routes: RouteFile[];
  staticFiles: Map<string, StaticEntry>;
  liveReload: boolean;
}

export const EMPTY_BUILD: Build = {
  root: ".",
  clientEntry: "",
  islands: new Map(),
  routes: [],
  staticFiles: new Map(),
  liveReload: false,
};

export function loadBuild(root: string, snapshot: Snapshot): Build {
  setBuildId(snapshot.buildId);
  return {
    root,
    clientEntry: snapshot.clientEntry,
    islands: collectIslands(snapshot.islands),
    routes: snapshot.routes,
    staticFiles: new Map(Object.entries(snapshot.staticFiles)),
    liveReload: snapshot.liveReload ?? false,
  };
}

/** Every exported function of an island's file is an island. */
function collectIslands(modules: IslandModule[]): Build["islands"] {
  const islands: Build["islands"] = new Map();
  const taken = new Set<string>();
  for (const { name: moduleName, chunk, module } of modules) {
    for (const [exportName, value] of Object.entries(module)) {
      if (typeof value !== "function") continue;
      const wanted = exportName === "default" ? moduleName : exportName;
      const name = uniqueName(wanted, taken);
      islands.set(value as ComponentType, { name, exportName, chunk });
    }
  }
  return islands;
}

function uniqueName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 1; taken.has(name); count++) name = `${wanted}_${count}`;
  taken.add(name);
  return name;
}
