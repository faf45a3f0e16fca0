import type { toChildArray, VNode } from "preact";

type Props = Record<string, unknown>;

/** Brings the document's head up to date with what an island gave to `<Head>`. Adds no new elements, as in Fresh. */
export function updateHead(children: ReturnType<typeof toChildArray>): void {
  for (const child of children) {
    if (typeof child !== "object") continue;
    const props = child.props as Props;
    if (child.type === "title") document.title = textOf(props.children);
    else applyProps(findElement(child), props);
  }
}

function findElement({ type, key, props }: VNode): Element | null {
  const { id, name, rel } = props as Props;
  const selector = key
    ? `[data-key="${CSS.escape(key)}"]`
    : id
    ? `#${CSS.escape(String(id))}`
    : type === "meta"
    ? `meta[name="${name}"]`
    : type === "link"
    ? `link[rel="${rel}"]`
    : null;
  return selector === null ? null : document.head.querySelector(selector);
}

function applyProps(element: Element | null, props: Props): void {
  for (const [name, value] of Object.entries(props)) {
    if (name === "children") continue;
    if (value === null || value === undefined || value === false) {
      element?.removeAttribute(name);
    } else element?.setAttribute(name, String(value));
  }
}

function textOf(children: unknown): string {
  return [children].flat(Infinity).filter((child) =>
    child !== null && child !== undefined && typeof child !== "boolean"
  ).join("");
}
