import {
  type ComponentChildren,
  Fragment,
  h,
  toChildArray,
  type VNode,
} from "preact";
import { useEffect } from "preact/hooks";
import { updateHead } from "./browser/head.ts";

export interface HeadProps {
  children?: ComponentChildren;
}

/** Puts its children (`title`, `meta`, `link` …) into the document's head, in the browser too. */
export function Head({ children }: HeadProps): VNode | null {
  useEffect(() => updateHead(toChildArray(children)));
  if (typeof document !== "undefined") return null;
  return h(Fragment, null, children);
}
