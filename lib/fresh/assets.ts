import { BUILD_ID } from "./build_id.ts";

export const CACHE_KEY = "__frsh_c";

/** Adds the build to a path below `static/`, which may then be cached for a year; other addresses stay as they are. */
export function asset(path: string): string {
  if (!path.startsWith("/") || path.startsWith("//")) return path;
  const base = "https://asset.invalid";
  if (!URL.canParse(path, base)) return path;
  const url = new URL(path, base);
  if (url.origin !== base || url.searchParams.has(CACHE_KEY)) return path;
  url.searchParams.set(CACHE_KEY, BUILD_ID);
  return url.pathname + url.search + url.hash;
}

/** Applies `asset` to each candidate of a `srcset` attribute. */
export function assetSrcSet(srcset: string): string {
  if (srcset.includes("(")) return srcset;
  const candidates = srcset.split(",");
  if (candidates.some((candidate) => candidate.trim() === "")) return srcset;
  return candidates.map((candidate) =>
    candidate.replace(/[^\s]+/, (path) => asset(path))
  ).join(",");
}

/** What Fresh does by default to every `<img>` and `<source>`, on the server and in the browser. */
export function lockImage(props: Record<string, unknown>): void {
  if (props["data-fresh-disable-lock"]) return;
  if (typeof props.src === "string") props.src = asset(props.src);
  if (typeof props.srcset === "string") {
    props.srcset = assetSrcSet(props.srcset);
  }
}
