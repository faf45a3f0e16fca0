import { Fragment, h, type Options, options, type VNode } from "preact";
import { lockImage } from "../assets.ts";
import { Head } from "../head.ts";
import { markActiveLink } from "./active_link.ts";
import { BootScript } from "./boot_script.ts";
import { HeadElements, isHeadElement, placeHeadElement } from "./head.ts";
import { enterIsland } from "./islands.ts";
import type { RenderState } from "./state.ts";

/** `__b` is Preact's own name for "before a node is rendered"; preact-render-to-string calls it, and `diffed`. */
interface InternalOptions extends Options {
  __b?(vnode: VNode): void;
}

/** Runs `render` with Fresh's changes to its nodes. It must be synchronous, because the hooks are global. */
export function withHooks<T>(state: RenderState, render: () => T): T {
  const hooks = options as InternalOptions;
  const { __b: before, diffed: after } = hooks;
  hooks.__b = (vnode) => {
    enter(state, vnode);
    before?.(vnode);
  };
  hooks.diffed = (vnode) => {
    leave(state, vnode);
    after?.(vnode);
  };
  try {
    return render();
  } finally {
    hooks.__b = before;
    hooks.diffed = after;
  }
}

function enter(state: RenderState, vnode: VNode): void {
  if (typeof vnode.type === "string") enterElement(state, vnode);
  else if (vnode.type === Head) state.headDepth++;
  else enterIsland(state, vnode);
}

function leave(state: RenderState, vnode: VNode): void {
  if (vnode.type === Head) state.headDepth--;
  else if (state.islandRoots.has(vnode)) state.islandDepth--;
}

function enterElement(state: RenderState, vnode: VNode): void {
  const props = vnode.props as Record<string, unknown>;
  switch (vnode.type) {
    case "html":
      state.outerElements.add("html");
      return;
    case "head":
      state.outerElements.add("head");
      append(vnode, h(HeadElements, { state }));
      return;
    case "body":
      state.outerElements.add("body");
      append(vnode, h(BootScript, { state }));
      return;
    case "a":
      markActiveLink(props, state.url);
      return;
    case "img":
    case "source":
      lockImage(props);
      return;
    case "script":
    case "style":
      props.nonce ||= state.nonce;
  }
  if (isHeadElement(vnode)) placeHeadElement(state, vnode);
}

// deno-lint-ignore no-explicit-any -- any component
function append(vnode: VNode, last: VNode<any>): void {
  const { children } = vnode.props;
  vnode.props = { ...vnode.props, children: h(Fragment, null, children, last) };
}
