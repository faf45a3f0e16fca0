import { type ComponentType, Fragment, h, type VNode } from "preact";
import type { RenderState } from "./state.ts";

/** Puts an island between markers by which the browser finds it, unless it is part of another island's output. */
export function enterIsland(state: RenderState, vnode: VNode): void {
  if (state.islandRoots.has(vnode)) {
    state.islandDepth++;
    return;
  }
  if (state.islandDepth > 0 || typeof vnode.type !== "function") return;
  const island = state.build.islands.get(vnode.type);
  if (island === undefined) return;

  state.islands.add(island);
  const index = state.islandProps.push(vnode.props) - 1;
  const root = h(vnode.type as ComponentType<object>, vnode.props);
  state.islandRoots.add(root);
  vnode.type = Fragment;
  vnode.props = {
    children: [
      comment(`frsh:island:${island.name}:${index}:`),
      root,
      comment("/frsh:island"),
    ],
  };
}

function comment(text: string): VNode {
  return h(Fragment, { UNSTABLE_comment: text } as Record<string, unknown>);
}
