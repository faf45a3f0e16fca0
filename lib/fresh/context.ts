import {
  type ComponentChildren,
  type FunctionComponent,
  isValidElement,
  type VNode,
} from "preact";
import type { Build } from "./build.ts";
import type { LayoutConfig, ResolvedFreshConfig } from "./config.ts";
import type { PageProps } from "./page_props.ts";
import { renderDocument } from "./render/document.ts";
import { instantiate, type RouteComponent } from "./route_component.ts";

/** What is put around a page: layouts from the root down, then the app shell. */
export interface Wrappers<State> {
  app: RouteComponent<State> | null;
  layouts: RouteComponent<State>[];
}

export let wrappersOf: <State>(ctx: Context<State>) => Wrappers<State>;
export let setWrappers: <State>(
  ctx: Context<State>,
  wrappers: Wrappers<State>,
) => void;
export let buildOf: <State>(ctx: Context<State>) => Build;

/** Where a render's nonce travels on its `Response`, never as a header. */
const NONCE = Symbol.for("__freshNonce");

export interface ContextInit {
  req: Request;
  url: URL;
  info: Deno.ServeHandlerInfo;
  route: string | null;
  params: Record<string, string>;
  config: ResolvedFreshConfig;
  next: () => Promise<Response>;
  build: Build;
}

/** One request on its way through middlewares, handler and components. */
export class Context<State> {
  readonly config: ResolvedFreshConfig;
  /** The address with runs of `/` collapsed; `req.url` is as it came. */
  readonly url: URL;
  req: Request;
  readonly route: string | null;
  readonly params: Record<string, string>;
  readonly state: State = {} as State;
  data: unknown = undefined;
  error: unknown | null = null;
  readonly info: Deno.ServeHandlerInfo;
  readonly isPartial = false;
  /** Calls what comes next; rejects when that throws. */
  next: () => Promise<Response>;
  Component!: FunctionComponent;
  #build: Build;
  #wrappers: Wrappers<State> = { app: null, layouts: [] };

  static {
    wrappersOf = (ctx) => ctx.#wrappers;
    setWrappers = (ctx, wrappers) => ctx.#wrappers = wrappers;
    buildOf = (ctx) => ctx.#build;
  }

  constructor(init: ContextInit) {
    this.req = init.req;
    this.url = init.url;
    this.info = init.info;
    this.route = init.route;
    this.params = init.params;
    this.config = init.config;
    this.next = init.next;
    this.#build = init.build;
  }

  /** Redirects; a path's leading slashes are collapsed, so that `//evil.example` stays on this host. */
  redirect(pathOrUrl: string, status = 302): Response {
    const location = pathOrUrl.replace(
      /^\/[^?#]*/,
      (path) => path.replace(/\/+/g, "/"),
    );
    return new Response(null, { status, headers: { location } });
  }

  /** Renders JSX inside the layouts and the app shell that apply here. */
  async render(
    // deno-lint-ignore no-explicit-any
    vnode: VNode<any> | null,
    init: ResponseInit | undefined = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    if (arguments.length === 0) {
      throw new Error("No arguments passed to: ctx.render()");
    }
    if (vnode !== null && !isValidElement(vnode)) {
      throw new Error("Non-JSX element passed to: ctx.render()");
    }

    const layouts = config.skipInheritedLayouts ? [] : this.#wrappers.layouts;
    for (const layout of layouts.toReversed()) {
      const child = vnode;
      const wrapped = await instantiate(
        layout,
        pageProps(this, null, () => child),
      );
      if (wrapped instanceof Response) return wrapped;
      vnode = wrapped;
    }

    const app = config.skipAppWrapper ? null : this.#wrappers.app;
    const page: { content: ComponentChildren } = { content: vnode };
    const shell = app &&
      await instantiate(app, pageProps(this, null, () => page.content));
    if (shell instanceof Response) return shell;

    const document = renderDocument(page, shell, {
      url: this.url,
      build: this.#build,
    });
    const headers = new Headers(init.headers);
    headers.set("Content-Type", "text/html; charset=utf-8");
    if (document.link !== null) headers.append("Link", document.link);
    const response = new Response(document.html, { ...init, headers });
    return Object.assign(response, { [NONCE]: document.nonce });
  }

  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  html(content: string, init?: ResponseInit): Response {
    const headers = new Headers(init?.headers);
    headers.set("Content-Type", "text/html; charset=utf-8");
    return new Response(content, { ...init, headers });
  }

  // deno-lint-ignore no-explicit-any -- Fresh's signature
  json(content: any, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Streams an iterable; strings are encoded as UTF-8. */
  stream<Chunk extends string | Uint8Array>(
    source:
      | Iterable<Chunk>
      | AsyncIterable<Chunk>
      | (() => Iterable<Chunk> | AsyncIterable<Chunk>),
    init?: ResponseInit,
  ): Response {
    const chunks = typeof source === "function" ? source() : source;
    const encoder = new TextEncoder();
    const encode = new TransformStream<Chunk, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        controller.enqueue(
          typeof chunk === "string"
            ? encoder.encode(chunk)
            : chunk as Uint8Array<ArrayBuffer>,
        );
      },
    });
    return new Response(ReadableStream.from(chunks).pipeThrough(encode), init);
  }
}

/** The props of a component rendered for `ctx`. */
export function pageProps<State>(
  ctx: Context<State>,
  data: unknown,
  Component: FunctionComponent,
): PageProps<unknown, State> {
  const { config, url, req, params, info, state, isPartial, error, route } =
    ctx;
  return {
    config,
    url,
    req,
    params,
    info,
    state,
    isPartial,
    error,
    route,
    data,
    Component,
  };
}
