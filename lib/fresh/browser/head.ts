import type { toChildArray } from "preact";

type Props = Record<string, unknown>;

/** Brings the document's head up to date with what an island gave to `<Head>`. Adds no new elements, as in Fresh. */
export function updateHead(children: ReturnType<typeof toChildArray>): void {
  for (const child of children) {
    if (typeof child !== "object") continue;
    const { type, key, props } = unwrapped(child);
    if (type === "title") document.title = textOf(props.children);
    else applyProps(findElement(type, key, props), props);
  }
}

interface HeadElement {
  type: unknown;
  key: unknown;
  props: Props;
}

// Fresh's own bundler takes this file too when it goes by deno.json, and there Fresh's hook wraps the element.
function unwrapped({ type, key, props }: HeadElement): HeadElement {
  if (!("originalType" in props)) return { type, key, props };
  const wrapped = props as { originalType: string; key: unknown; props: Props };
  return {
    type: wrapped.originalType,
    key: wrapped.key,
    props: wrapped.props,
  };
}

function findElement(
  type: unknown,
  key: unknown,
  { id, name, rel }: Props,
): Element | null {
  const selector = key
    ? `[data-key="${CSS.escape(String(key))}"]`
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
