import { Fragment, h, type VNode } from "preact";
import type { RenderState } from "./state.ts";

const HEAD_ELEMENTS = new Set([
  "title",
  "meta",
  "link",
  "script",
  "style",
  "base",
  "noscript",
  "template",
]);

type Props = Record<string, unknown>;

export function isHeadElement(vnode: VNode): boolean {
  return HEAD_ELEMENTS.has(vnode.type as string);
}

/** Takes an element out of a `<Head>`, or lets one that was taken replace the element of the same key. */
export function placeHeadElement(state: RenderState, vnode: VNode): void {
  const key = headKey(vnode);
  if (vnode.key) (vnode.props as Props)["data-key"] = vnode.key;

  if (state.headDepth > 0) {
    state.headElements.set(
      key,
      h(vnode.type as string, vnode.props as Props) as VNode,
    );
    vnode.type = Fragment;
    vnode.props = { children: null };
    return;
  }
  const replacement = state.headElements.get(key);
  if (replacement === undefined) return;
  state.headElements.delete(key);
  vnode.type = replacement.type;
  vnode.props = replacement.props;
}

/** The explicit key; else one `<title>`, one `<meta>` per name, one `<link>` per relation, and so on. */
function headKey(vnode: VNode): string {
  if (vnode.key) return String(vnode.key);
  if (vnode.type === "title") return "title";
  const props = vnode.props as Props;
  const parts = Object.keys(props).sort().flatMap((name) => {
    if (["children", "nonce", "ref"].includes(name)) return [];
    if (vnode.type === "meta" && name === "content") return [];
    if (vnode.type === "link" && name === "href") return [];
    const value = props[name];
    if (name !== "dangerouslySetInnerHTML") return [`::${value}`];
    return [String((value as { __html: unknown }).__html)];
  });
  return vnode.type + parts.join("");
}

/** The elements of `<Head>` that replaced none in the head. They come last in it. */
export function HeadElements({ state }: { state: RenderState }): VNode {
  const elements = [...state.headElements.values()];
  state.headElements.clear();
  return h(Fragment, null, elements);
}
