import { type ComponentChildren, Fragment, h, type VNode } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";
import type { Build } from "../build.ts";
import { withHooks } from "./hooks.ts";
import { newRenderState, type RenderState } from "./state.ts";

export interface Document {
  html: string;
  nonce: string;
  /** The `Link` header that preloads the islands' modules; null on a page without islands. */
  link: string | null;
}

/**
 * Renders a page, then the shell around it: in this order, so that the shell's `<head>` knows what the page
 * gave to `<Head>`. The shell's `Component` renders `page.content`, which is replaced by the finished page.
 */
export function renderDocument(
  page: { content: ComponentChildren },
  shell: VNode | null,
  options: { url: URL; build: Build },
): Document {
  const state = newRenderState(options.url, options.build);
  return withHooks(state, () => {
    let html = renderToString(h(Fragment, null, page.content));
    if (shell !== null) {
      page.content = jsxTemplate([html]);
      html = renderToString(shell);
    }
    html = supplyOuterElements(html, state);
    return {
      html: `<!DOCTYPE html>${html}`,
      nonce: state.nonce,
      link: preloads(state),
    };
  });
}

function supplyOuterElements(
  html: string,
  { outerElements }: RenderState,
): string {
  const missing = ["html", "head", "body"].filter((name) =>
    !outerElements.has(name)
  );
  if (missing.length === 0) return html;
  let content: VNode = jsxTemplate([html]);
  // A body supplied here gets its boot script from the hook, as any other does.
  if (missing.includes("body")) content = h("body", null, content);
  if (missing.includes("head")) {
    const head = h("head", null, h("meta", { charset: "utf-8" }));
    content = h(Fragment, null, head, content);
  }
  if (missing.includes("html")) content = h("html", null, content);
  return renderToString(content);
}

function preloads({ islands, build }: RenderState): string | null {
  if (islands.size === 0) return null;
  const chunks = [...islands].map((island) => island.chunk);
  return [build.clientEntry, ...chunks].map((chunk) =>
    `<${encodeURI(chunk)}>; rel="modulepreload"; as="script"`
  ).join(", ");
}
