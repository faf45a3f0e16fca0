import type { Context } from "./context.ts";
import type { Method } from "./router.ts";

/** Data for the page's component, with the status and headers of the answer. */
export interface PageResponse<T> {
  data: T;
  headers?: HeadersInit;
  status?: number;
}

type PageOptions = { headers?: HeadersInit; status?: number };

/** Renders the route's component with `data`. */
export function page<T>(data: T, options?: PageOptions): PageResponse<T>;
export function page(): PageResponse<undefined>;
export function page<T>(data?: T, options?: PageOptions): PageResponse<T> {
  return {
    data: data as T,
    headers: options?.headers,
    status: options?.status,
  };
}

export interface HandlerFn<Data, State> {
  (
    ctx: Context<State>,
  ):
    | Response
    | PageResponse<Data>
    | Promise<Response | PageResponse<Data>>;
}

export type HandlerByMethod<Data, State> = {
  [M in Method]?: HandlerFn<Data, State>;
};

export type RouteHandler<Data, State> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

export type RouteData<Handler extends RouteHandler<unknown, unknown>> =
  Handler extends RouteHandler<infer Data, unknown> ? Data : never;
