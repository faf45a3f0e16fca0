import { CACHE_KEY } from "./assets.ts";
import type { Build, StaticEntry } from "./build.ts";
import { BUILD_ID } from "./build_id.ts";
import { buildOf } from "./context.ts";
import type { Middleware } from "./middleware.ts";

/** Has one way to be written. */
const PLAIN_PATH = /^(\/[\w.~-]+)+$/;

/** Serves the files of `static/` and the islands' JavaScript that were there when the app was built. */
export function staticFiles<State>(): Middleware<State> {
  return async (ctx) => {
    const { req, url, config } = ctx;
    const build = buildOf(ctx);
    const pathname = canonicalPath(url.pathname);
    const file = pathname && build.staticFiles.get(pathname);
    if (!file) {
      if (pathname !== "/favicon.ico") return await ctx.next();
      return new Response(null, { status: 404 });
    }
    if (req.method !== "GET" && req.method !== "HEAD") {
      return new Response("Method Not Allowed", { status: 405 });
    }

    const cacheKey = url.searchParams.get(CACHE_KEY);
    if (cacheKey !== null && cacheKey !== BUILD_ID) {
      url.searchParams.delete(CACHE_KEY);
      const location = url.pathname + url.search;
      return new Response(null, { status: 307, headers: { location } });
    }

    const headers = new Headers({
      "Content-Type": file.contentType,
      vary: "If-None-Match",
    });
    if (config.mode === "production") {
      const etag = `W/"${file.hash}"`;
      const known = req.headers.get("If-None-Match");
      if (known === etag || known === file.hash) {
        return new Response(null, { status: 304, headers });
      }
      headers.set("Etag", etag);
    }
    const immutable = config.mode === "production" &&
      (cacheKey !== null || pathname.startsWith(`/_fresh/js/${BUILD_ID}/`));
    headers.set(
      "Cache-Control",
      immutable
        ? "public, max-age=31536000, immutable"
        : "no-cache, no-store, max-age=0, must-revalidate",
    );

    const { size, body } = await open(build, file, req.method === "GET");
    headers.set("Content-Length", String(size));
    return new Response(body, { headers });
  };
}

/** Files are listed with each part of their path encoded one way, however the browser wrote it. */
function canonicalPath(pathname: string): string | null {
  if (PLAIN_PATH.test(pathname)) return pathname;
  try {
    const parts = decodeURIComponent(pathname).split("/").filter(Boolean);
    return "/" + parts.map(encodeURIComponent).join("/");
  } catch {
    return null;
  }
}

async function open(
  build: Build,
  file: StaticEntry,
  wanted: boolean,
): Promise<{ size: number; body: BodyInit | null }> {
  if (file.content !== undefined) {
    return {
      size: file.content.byteLength,
      body: wanted ? file.content : null,
    };
  }
  const path = file.path!.startsWith("/")
    ? file.path!
    : `${build.root}/${file.path}`;
  const { size } = await Deno.stat(path);
  return { size, body: wanted ? (await Deno.open(path)).readable : null };
}
