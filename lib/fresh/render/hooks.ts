import { Fragment, h, type Options, options, type VNode } from "preact";
import { lockImage } from "../assets.ts";
import { Head } from "../head.ts";
import { markActiveLink } from "./active_link.ts";
import { BootScript } from "./boot_script.ts";
import { HeadElements, isHeadElement, placeHeadElement } from "./head.ts";
import { enterIsland, isIslandRoot } from "./islands.ts";
import { currentRender, type RenderState } from "./state.ts";

/** Preact's own names for "before a node is rendered" and "after it"; preact-render-to-string calls both. */
interface InternalOptions extends Options {
  __b?(vnode: VNode): void;
}

type Props = Record<string, unknown>;

const hooks = options as InternalOptions;
const { __b: before, diffed: after } = hooks;

hooks.__b = (vnode) => {
  const state = currentRender();
  if (state !== null) enter(state, vnode);
  before?.(vnode);
};

hooks.diffed = (vnode) => {
  const state = currentRender();
  if (state !== null) leave(state, vnode);
  after?.(vnode);
};

function enter(state: RenderState, vnode: VNode): void {
  if (typeof vnode.type === "string") enterElement(state, vnode);
  else if (vnode.type === Head) state.headDepth++;
  else enterIsland(state, vnode);
}

function leave(state: RenderState, vnode: VNode): void {
  if (vnode.type === Head) state.headDepth--;
  else if (isIslandRoot(vnode)) state.islandDepth--;
}

function enterElement(state: RenderState, vnode: VNode): void {
  const props = vnode.props as Props;
  switch (vnode.type) {
    case "html":
      state.outerElements.add("html");
      return;
    case "head":
      state.outerElements.add("head");
      append(vnode, h(HeadElements, {}));
      return;
    case "body":
      state.outerElements.add("body");
      append(vnode, h(BootScript, {}));
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

function append(vnode: VNode, last: VNode): void {
  const { children } = vnode.props;
  vnode.props = { ...vnode.props, children: h(Fragment, null, children, last) };
}
