import { type AnyComponent, h, type VNode } from "preact";
import type { PageProps } from "./page_props.ts";

type AsyncComponent<Props> = (
  props: Props,
) => Promise<VNode | Response | null>;

export type RouteComponent<State> =
  | AnyComponent<PageProps<unknown, State>>
  | AsyncComponent<PageProps<unknown, State>>;

/** Turns a page, layout or shell into JSX; an `async` one is awaited here and may answer with a `Response`. */
export async function instantiate<State>(
  component: RouteComponent<State>,
  props: PageProps<unknown, State>,
): Promise<VNode | Response | null> {
  if (isAsync(component)) return await component(props);
  return h(component, props) as VNode;
}

// As in Fresh, a plain function that returns a promise is not recognised.
function isAsync<State>(
  component: RouteComponent<State>,
): component is AsyncComponent<PageProps<unknown, State>> {
  return component.constructor.name === "AsyncFunction";
}
