import type { VNode } from "preact";
import type { Build, Island } from "../build.ts";

/** What one render gathers while its components run. Rendering is synchronous, so one at a time is enough. */
export interface RenderState {
  url: URL;
  build: Build;
  nonce: string;
  /** Islands on the page, in order of their first appearance. */
  islands: Set<Island>;
  /** Props of each island's appearances; the markers in the page hold the index. */
  islandProps: unknown[];
  /** Above 0 while an island's own output is rendered: islands within are plain components. */
  islandDepth: number;
  /** Above 0 while the children of a `<Head>` are rendered. */
  headDepth: number;
  /** Elements that were given to `<Head>` and wait for their place, by key. */
  headElements: Map<string, VNode>;
  /** Which of the document's outer elements were rendered. */
  outerElements: Set<string>;
}

let current: RenderState | null = null;

export function currentRender(): RenderState | null {
  return current;
}

export function withRenderState<T>(state: RenderState, render: () => T): T {
  current = state;
  try {
    return render();
  } finally {
    current = null;
  }
}

export function newRenderState(url: URL, build: Build): RenderState {
  return {
    url,
    build,
    nonce: crypto.randomUUID().replaceAll("-", ""),
    islands: new Set(),
    islandProps: [],
    islandDepth: 0,
    headDepth: 0,
    headElements: new Map(),
    outerElements: new Set(),
  };
}
