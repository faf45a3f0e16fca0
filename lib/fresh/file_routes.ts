import type { RouteFile } from "./build.ts";
import type { LayoutConfig, RouteConfig } from "./config.ts";
import type { RouteHandler } from "./handlers.ts";
import type { Middleware } from "./middleware.ts";
import { renderRoute, type Route } from "./route.ts";
import type { RouteComponent } from "./route_component.ts";
import { pathPattern } from "./route_path.ts";
import type { RouteTable } from "./route_table.ts";

interface RouteModule<State> {
  default?: RouteComponent<State>;
  handler?: RouteHandler<unknown, State>;
  handlers?: RouteHandler<unknown, State>;
  config?: RouteConfig & LayoutConfig;
}

/** Registers the files below `routes/`, sorted as the builder leaves them. */
export function addFileRoutes<State>(
  table: RouteTable<State>,
  files: RouteFile[],
): void {
  for (const file of files) addFile(table, file);
}

function addFile<State>(table: RouteTable<State>, file: RouteFile): void {
  const { id } = file;
  const slash = id.lastIndexOf("/");
  const directory = pathPattern(id.slice(0, slash) + "/index");
  const segment = table.root.at(directory);

  switch (id.slice(slash + 1)) {
    case "_app":
      segment.app = moduleOf<State>(file).default ?? null;
      return;
    case "_layout": {
      const { default: component, config = {} } = moduleOf<State>(file);
      segment.layout = component ? { component, config } : null;
      return;
    }
    case "_error":
      segment.errorRoute = toRoute(id, moduleOf<State>(file));
      return;
    case "_middleware":
      segment.middlewares.push(...middlewaresOf<State>(file));
      return;
  }

  let route: Promise<Route<State>> | undefined;
  table.add(directory, "ALL", pathPattern(id), [async (ctx) => {
    route ??= file.load!().then((module) => toRoute(id, module as object));
    return renderRoute(ctx, await route);
  }]);
}

function moduleOf<State>(file: RouteFile): RouteModule<State> {
  return file.module as RouteModule<State>;
}

function toRoute<State>(id: string, module: RouteModule<State>): Route<State> {
  const handler = module.handlers ?? module.handler;
  const { default: component, config } = module;
  if (!handler && !component && !config) {
    throw new Error(
      `Could not find relevant exports in: ${id}: it needs a default component, "handler" or "handlers"`,
    );
  }
  if (typeof handler === "function" && handler.length > 1) {
    throw new Error(
      `Handlers must only have one argument, but not so in: ${id}`,
    );
  }
  return { handler, component, config };
}

function middlewaresOf<State>(file: RouteFile): Middleware<State>[] {
  const module = file.module as Record<string, unknown>;
  const exported = module.handlers ?? module.handler ?? module.default;
  const middlewares = Array.isArray(exported) ? exported : [exported];
  if (middlewares.some((middleware) => typeof middleware !== "function")) {
    throw new Error(`A middleware must be a function or an array: ${file.id}`);
  }
  return middlewares;
}
