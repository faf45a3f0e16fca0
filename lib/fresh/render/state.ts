import type { VNode } from "preact";
import type { Build, Island } from "../build.ts";

/** What one render gathers while its components run. */
export interface RenderState {
  url: URL;
  build: Build;
  nonce: string;
  /** Islands on the page, in order of their first appearance. */
  islands: Set<Island>;
  /** Props of each island's appearances; the markers in the page hold the index. */
  islandProps: unknown[];
  /** What stands between the islands' markers. */
  islandRoots: Set<VNode>;
  /** Above 0 while an island's own output is rendered: islands within are plain components. */
  islandDepth: number;
  /** Above 0 while the children of a `<Head>` are rendered. */
  headDepth: number;
  /** Elements that were given to `<Head>` and wait for their place, by key. */
  headElements: Map<string, VNode>;
  /** Which of `html`, `head` and `body` were rendered. */
  outerElements: Set<string>;
}

export function newRenderState(url: URL, build: Build): RenderState {
  return {
    url,
    build,
    nonce: crypto.randomUUID().replaceAll("-", ""),
    islands: new Set(),
    islandProps: [],
    islandRoots: new Set(),
    islandDepth: 0,
    headDepth: 0,
    headElements: new Map(),
    outerElements: new Set(),
  };
}
