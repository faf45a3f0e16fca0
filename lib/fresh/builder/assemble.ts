import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { asset } from "../assets.ts";
import type { StaticEntry } from "../build.ts";
import { compareRouteIds } from "../route_path.ts";
import { bundle } from "./bundle.ts";
import { contentType } from "./content_type.ts";
import { filesBelow, sourcesBelow } from "./files.ts";
import type { ResolvedBuildConfig } from "./config.ts";

/** What is known about an app's files; a snapshot is this with the modules imported. */
export interface Parts {
  buildId: string;
  clientEntry: string;
  islands: { name: string; chunk: string; file: string }[];
  routes: { id: string; file: string; lazy: boolean }[];
  /** By address. Files that were made have content, others a path. */
  staticFiles: Map<string, StaticEntry>;
}

/** Finds the routes, bundles the islands and lists the static files. */
export async function assemble(config: ResolvedBuildConfig): Promise<Parts> {
  const prefix = `/_fresh/js/${config.buildId}`;
  const islands = await findIslands(config, prefix);
  const chunks = await bundleIslands(config, islands);
  return {
    buildId: config.buildId,
    clientEntry: `${prefix}/fresh-runtime.js`,
    islands,
    routes: await findRoutes(config),
    staticFiles: new Map([
      ...await findStaticFiles(config),
      ...await Promise.all(
        chunks.map(async ({ name, content }) =>
          [`${prefix}/${name}`, await made(name, content)] as const
        ),
      ),
    ]),
  };
}

async function findRoutes(
  { routeDir, ignore }: ResolvedBuildConfig,
): Promise<Parts["routes"]> {
  const files = await sourcesBelow(routeDir, ignore);
  const routes = files.map((file) => {
    const id = "/" + file.slice(0, -extname(file).length);
    const lazy = !/^_(app|layout|error|middleware)$/.test(basename(id));
    return { id, file: join(routeDir, file), lazy };
  });
  return routes.sort((a, b) => compareRouteIds(a.id, b.id));
}

async function findIslands(
  { islandDir, ignore }: ResolvedBuildConfig,
  prefix: string,
): Promise<Parts["islands"]> {
  const taken = new Set(["boot", "fresh-runtime"]);
  const files = await sourcesBelow(islandDir, ignore);
  return files.map((file) => {
    let name = basename(file, extname(file)).replaceAll(/^[^a-z_$]|\W/gi, "_");
    while (taken.has(name)) name += "_";
    taken.add(name);
    return { name, chunk: `${prefix}/${name}.js`, file: join(islandDir, file) };
  });
}

async function bundleIslands(
  { root, target, mode, sourceMap }: ResolvedBuildConfig,
  islands: Parts["islands"],
): Promise<{ name: string; content: Uint8Array<ArrayBuffer> }[]> {
  const runtime = new URL("../browser/boot.ts", import.meta.url);
  return await bundle({
    root,
    target,
    minify: mode === "production",
    sourceMap: mode === "development" ? "linked" : sourceMap?.kind ?? false,
    entryPoints: {
      "fresh-runtime": fileURLToPath(runtime),
      ...Object.fromEntries(islands.map(({ name, file }) => [name, file])),
    },
  });
}

async function findStaticFiles(
  { staticDir }: ResolvedBuildConfig,
): Promise<Parts["staticFiles"]> {
  const found: Parts["staticFiles"] = new Map();
  for (const file of await filesBelow(staticDir)) {
    if (/(^|\/)\.(?!well-known)/.test(file)) continue;
    const address = "/" + file.split("/").map(encodeURIComponent).join("/");
    const path = join(staticDir, file);
    const content = await Deno.readFile(path);
    const entry = file.endsWith(".css")
      ? await made(file, withLockedUrls(content))
      : { path, contentType: contentType(file), hash: await sha256(content) };
    found.set(address, entry);
  }
  return found;
}

/** Lets what a stylesheet refers to be cached for a year, as `asset` does in HTML. */
function withLockedUrls(
  css: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(css).replaceAll(
    /url\(("[^"]+"|'[^']+'|[^)]+)\)/g,
    (_, url) =>
      `url(${JSON.stringify(asset(url.replace(/^(["'])(.*)\1$/, "$2")))})`,
  );
  return new TextEncoder().encode(text);
}

async function made(
  name: string,
  content: Uint8Array<ArrayBuffer>,
): Promise<StaticEntry> {
  return {
    content,
    contentType: contentType(name),
    hash: await sha256(content),
  };
}

async function sha256(content: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", content)).toHex();
}
