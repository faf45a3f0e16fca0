/** The part of Fresh 2 (`jsr:@fresh/core@2.3.3`) that this app uses, under the same names and signatures. */
export { App, type ListenOptions } from "./app.ts";
export type {
  FreshConfig,
  LayoutConfig,
  ResolvedFreshConfig,
  RouteConfig,
} from "./config.ts";
export type { Context } from "./context.ts";
export { createDefine, type Define } from "./define.ts";
export {
  type HandlerByMethod,
  type HandlerFn,
  page,
  type PageResponse,
  type RouteData,
  type RouteHandler,
} from "./handlers.ts";
export { HttpError } from "./http_error.ts";
export type { Middleware } from "./middleware.ts";
export type { PageProps } from "./page_props.ts";
export type { Method } from "./router.ts";
export { staticFiles } from "./static_files.ts";
