import type { RouteConfig } from "./config.ts";
import { type Context, pageProps, setWrappers, wrappersOf } from "./context.ts";
import type { HandlerFn, PageResponse, RouteHandler } from "./handlers.ts";
import { HttpError } from "./http_error.ts";
import { instantiate, type RouteComponent } from "./route_component.ts";
import type { Method } from "./router.ts";

/** A page, an endpoint or an error page. */
export interface Route<State> {
  handler?: RouteHandler<unknown, State>;
  component?: RouteComponent<State>;
  config?: RouteConfig;
}

/** Answers with what the route's handler returns, or with its component rendered in `status`. */
export async function renderRoute<State>(
  ctx: Context<State>,
  route: Route<State>,
  status = 200,
): Promise<Response> {
  const { app, layouts } = wrappersOf(ctx);
  setWrappers(ctx, {
    app: route.config?.skipAppWrapper ? null : app,
    layouts: route.config?.skipInheritedLayouts ? [] : layouts,
  });

  const handle = handlerFor(route, ctx.req.method.toUpperCase() as Method);
  const result = handle === undefined ? await ctx.next() : await handle(ctx);
  if (result instanceof Response) return result;

  const init = { status: result.status ?? status, headers: result.headers };
  if (route.component === undefined) return ctx.render(null, init);
  const props = pageProps(ctx, result.data, () => null);
  const vnode = await instantiate(route.component, props);
  if (vnode instanceof Response) return vnode;
  return ctx.render(vnode, init);
}

/** A component answers every method when there is no handler, and GET when the handlers have none. */
function handlerFor<State>(
  { handler, component }: Route<State>,
  method: Method,
): HandlerFn<unknown, State> | undefined {
  const renderOnly = component && (() => ({ data: {} }));
  if (handler === undefined) return renderOnly ?? notFound;
  if (typeof handler === "function") return handler;
  const get = handler.GET ?? renderOnly;
  if (method === "GET") return get;
  return handler[method] ?? (method === "HEAD" ? get : undefined);
}

function notFound(): PageResponse<unknown> {
  throw new HttpError(404);
}
