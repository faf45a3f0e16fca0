import { type Build, EMPTY_BUILD } from "./build.ts";
import type { FreshConfig, ResolvedFreshConfig } from "./config.ts";
import { Context } from "./context.ts";
import { addFileRoutes } from "./file_routes.ts";
import { HttpError } from "./http_error.ts";
import type { Middleware } from "./middleware.ts";
import { plainAnswer } from "./plain_answer.ts";
import { requestUrl } from "./request_url.ts";
import { isMethod, type Method } from "./router.ts";
import { RouteTable } from "./route_table.ts";

export type ListenOptions =
  & Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem>
  & { remoteAddress?: string };

/** Gives an app what the builder made, before `handler()` is called. */
export let setBuild: <State>(
  app: App<State>,
  build: Build,
  mode: ResolvedFreshConfig["mode"],
) => void;

const LOCALHOST: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 1234 },
  completed: Promise.resolve(),
};

/** Middlewares and routes, in the order in which they are registered. */
export class App<State> {
  config: ResolvedFreshConfig;
  #build: Build = EMPTY_BUILD;
  #registrations: ((table: RouteTable<State>) => void)[] = [];

  static {
    setBuild = (app, build, mode) => {
      app.#build = build;
      app.config.root = build.root;
      app.config.mode = mode;
    };
  }

  constructor(config: FreshConfig = {}) {
    this.config = {
      root: ".",
      basePath: "",
      mode: config.mode ?? "production",
      trustProxy: config.trustProxy ?? false,
    };
  }

  /** Adds middlewares for everything, or for `path` and what is below it; routes registered before keep theirs. */
  use(...middlewares: Middleware<State>[]): this;
  use(path: string, ...middlewares: Middleware<State>[]): this;
  use(...args: (string | Middleware<State>)[]): this {
    const path = typeof args[0] === "string" ? args.shift() as string : "/";
    const middlewares = args as Middleware<State>[];
    return this.#register((table) =>
      table.root.at(path).middlewares.push(...middlewares)
    );
  }

  get(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#route("GET", path, middlewares);
  }

  post(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#route("POST", path, middlewares);
  }

  patch(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#route("PATCH", path, middlewares);
  }

  put(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#route("PUT", path, middlewares);
  }

  delete(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#route("DELETE", path, middlewares);
  }

  head(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#route("HEAD", path, middlewares);
  }

  all(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#route("ALL", path, middlewares);
  }

  /** Inserts the files below `routes/` here. */
  fsRoutes(): this {
    return this.#register((table) => addFileRoutes(table, this.#build.routes));
  }

  #route(
    method: Method | "ALL",
    path: string,
    middlewares: Middleware<State>[],
  ): this {
    return this.#register((table) =>
      table.add(path, method, path, middlewares)
    );
  }

  #register(registration: (table: RouteTable<State>) => void): this {
    this.#registrations.push(registration);
    return this;
  }

  /** What `Deno.serve` calls. */
  handler(): (
    request: Request,
    info?: Deno.ServeHandlerInfo,
  ) => Promise<Response> {
    const table = new RouteTable<State>();
    for (const register of this.#registrations) register(table);
    const rootHandler = table.rootHandler();

    return async (req, info = LOCALHOST) => {
      const url = requestUrl(req, this.config.trustProxy);
      const method = req.method.toUpperCase();
      const { pattern, item, params } = table.router.match(method, url);
      const ctx = new Context<State>({
        req,
        url,
        info,
        route: pattern,
        params,
        config: this.config,
        next: pattern === null || item !== null
          ? () => reject(404)
          : () => refuseMethod(method, table.router.allowedMethods(pattern)),
        build: this.#build,
      });

      try {
        if (pattern !== null && !isMethod(method)) {
          // As in Fresh, where such a method finds no handler: a 500, not a 405.
          throw new TypeError(`Cannot handle the method ${method}`);
        }
        const response = await (item ?? rootHandler)(ctx);
        if (!(response instanceof Response)) {
          throw new Error(
            `Expected a "Response" instance to be returned, but got: ${response}`,
          );
        }
        return method === "HEAD" ? new Response(null, response) : response;
      } catch (error) {
        return plainAnswer(error);
      }
    };
  }
}

function refuseMethod(method: string, allowed: string[]): Promise<Response> {
  if (method !== "OPTIONS") return reject(405);
  const headers = { Allow: allowed.join(", ") };
  return Promise.resolve(new Response(null, { status: 204, headers }));
}

function reject(status: 404 | 405): Promise<Response> {
  return Promise.reject(new HttpError(status));
}
